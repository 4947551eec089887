"""The terminal's texts by message id.

BankID's recommended ones (facts 2), and ours where it has none.
"""

SWEDISH = {
    "RFA1": "Starta BankID-appen.",
    "RFA3": "Åtgärden avbröts. Försök igen.",
    "RFA4": "En identifiering eller underskrift pågår redan för ditt personnummer. Försök igen.",
    "RFA5": "Något gick fel. Försök igen.",
    "RFA6": "Åtgärden avbröts.",
    "RFA8": "BankID-appen svarar inte. Kontrollera att den är startad och att du har "
    "internetanslutning. Försök sedan igen.",
    "RFA9": "Skriv in din säkerhetskod i BankID-appen och välj Identifiera eller Skriv under.",
    "RFA13": "Försöker starta BankID-appen.",
    "RFA15A": "Söker efter BankID. Säkerställ att du har ett giltigt BankID på den här datorn. Om "
    "du har ett BankID på kort, sätt in kortet i kortläsaren.",
    "RFA15B": "Söker efter BankID. Säkerställ att du har ett giltigt BankID på den här enheten.",
    "RFA16": "Ditt BankID är för gammalt eller spärrat. Använd ett annat BankID eller skaffa ett "
    "nytt hos din bank.",
    "RFA17A": "Du verkar inte ha BankID-appen/programmet. Installera den och skaffa ett BankID hos "
    "din bank.",
    "RFA17B": "Misslyckades att läsa av QR-koden. Starta BankID-appen och läs av QR-koden.",
    "RFA21": "En identifiering eller underskrift pågår.",
    "RFA22": "Något gick fel. Försök igen.",
    "RFA23": "Fotografera och läs av din ID-handling med BankID-appen.",
    "app_too_old": "Din BankID-app är för gammal. Uppdatera den och försök igen.",
    "bankid_busy": "BankID tar emot för många anrop just nu. Försök igen om en stund.",
    "bankid_unreachable": "BankID går inte att nå just nu. Försök igen om en stund.",
    "call_declined": "Du svarade att du inte är i ett samtal. Inget har godkänts.",
    "cancelled_by_operator": "Supporten avbröt åtgärden.",
    "confirm_call": "Bekräfta i BankID-appen att du är i samtalet.",
    "processing": "Ett ögonblick, din underskrift tas om hand.",
    "rejected_identity": "Uppgifterna från BankID stämde inte. Ingen har loggats in.",
    "rejected_ip_mismatch": "BankID öppnades på en annan plats än den här. Ingen har loggats in.",
    "rejected_risk": "BankID bedömde risken som för hög. Ingen har loggats in.",
    "risk_blocked": "BankID stoppade åtgärden för att risken bedömdes som för hög.",
    "service_error": "Tjänsten kunde inte starta BankID. Felet är vårt, inte ditt.",
    "session_ended": "Sessionen avslutades eftersom sidan stängdes.",
    "session_expired": "Det tog för lång tid. Försök igen.",
    "superseded": "En nyare session har tagit över.",
    "starting": "Startar BankID …",
    "renewing": "Hämtar en ny kod …",
    "completed": "Identifieringen lyckades!",
    "troubled": "BankID svarar inte, vi försöker igen …",
    "open": "Öppna den här länken:",
    "person": "Du är",
}
ENGLISH = {
    "RFA1": "Start your BankID app.",
    "RFA3": "The action was cancelled. Please try again.",
    "RFA4": "An identification or signature is already in progress for your personal identity "
    "number. Please try again.",
    "RFA5": "Something went wrong. Please try again.",
    "RFA6": "The action was cancelled.",
    "RFA8": "The BankID app is not responding. Please check that it's started and that you have "
    "internet access. Try again.",
    "RFA9": "Enter your security code in the BankID app and select Identify or Sign.",
    "RFA13": "Trying to start your BankID app.",
    "RFA15A": "Searching for BankID. Make sure you have a valid BankID on this computer. If you "
    "have a BankID on card, please insert the card into your card reader.",
    "RFA15B": "Searching for BankID. Make sure you have a valid BankID on this device.",
    "RFA16": "Your BankID is blocked or too old. Please use another BankID or get a new one from "
    "your bank.",
    "RFA17A": "You don't seem to have the BankID app/program. Please install it and get a BankID "
    "from your bank.",
    "RFA17B": "Failed to scan the QR code. Start the BankID app and scan the QR code.",
    "RFA21": "An identification or signing is in progress.",
    "RFA22": "Something went wrong. Please try again.",
    "RFA23": "Take a photo of, and scan, your ID document with the BankID app.",
    "app_too_old": "Your BankID app is too old. Update it and try again.",
    "bankid_busy": "BankID is taking too many requests right now. Please try again in a while.",
    "bankid_unreachable": "BankID cannot be reached right now. Please try again in a while.",
    "call_declined": "You answered that you are not in a call. Nothing was approved.",
    "cancelled_by_operator": "Support cancelled the action.",
    "confirm_call": "Confirm in the BankID app that you are in the call.",
    "processing": "One moment, your signature is being taken care of.",
    "rejected_identity": "What BankID said did not add up. Nobody was signed in.",
    "rejected_ip_mismatch": "BankID was opened somewhere else than here. Nobody was signed in.",
    "rejected_risk": "BankID rated the risk as too high. Nobody was signed in.",
    "risk_blocked": "BankID stopped the action because the risk was rated as too high.",
    "service_error": "The service could not start BankID. The fault is ours, not yours.",
    "session_ended": "The session ended because the page was closed.",
    "session_expired": "It took too long. Please try again.",
    "superseded": "A newer session has taken over.",
    "starting": "Starting BankID ...",
    "renewing": "Fetching a new code ...",
    "completed": "You are identified!",
    "troubled": "BankID does not answer, trying again ...",
    "open": "Open this link:",
    "person": "You are",
}
LANGUAGES = {"sv": SWEDISH, "en": ENGLISH}
