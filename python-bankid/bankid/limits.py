"""The numbers of the protocol. Times are milliseconds, lengths are characters.

A number of BankID's has its section of the relying-party facts beside it; the others are ours.
"""

# Intervals and time-outs.
# from one collect to the next (1.6); a collect is never sent while one is in flight
COLLECT_MS = 2_000
RETRY_FLOOR_MS = 1_000  # never ask more often than this, whatever a header says (1.6)
RETRY_CEILING_MS = 600_000  # upper limit of the pause that a header may ask for
# after the first, second, third and every later failed collect
TROUBLE_PAUSES_MS = (2_000, 4_000, 8_000)
TROUBLE_MS = 60_000  # collect in trouble for so long: unavailable
# a host that calls so late was absent, and the time of trouble counts from its return
ABSENT_MS = 5_000
# A start call under maintenance is repeated after these pauses, then given up; at once when BankID
# asks for a longer pause than a person waits for.
PUT_OFF_PAUSES_MS = (2_000, 4_000)
PUT_OFF_LONGEST_MS = 10_000
EFFECT_MS = 5_000  # time-out of a request to BankID (1.1)
# after EFFECT_MS and this margin, the effect counts as lost (a node that died)
LOST_MS = 5_000

# Life of an order.
WINDOW_MS = 30_000  # an order nobody picks up fails after this time (1.6)
# since the session's first order: later than this a lapsed order is not replaced
RENEW_MS = 180_000
# BankID ends an order after about 180 s and keeps its result for as long again (1.6): past this there
# is nothing left to ask for, and we end it ourselves
ORDER_MS = 360_000
QR_MS = 1_000  # a new code every second (1.7)

# Requests (1.3). Text is counted as BankID counts it: after base64 of its UTF-8 bytes.
AUTH_TEXT = 1_500
SIGN_TEXT = 40_000
SIGN_HIDDEN_TEXT = 200_000
RECIPIENT = 40  # name of a payment's recipient; said by a client tested against the service
AMOUNT = 48
RETURN_URL = 512
DOMAIN_MIN = 3
DOMAIN_MAX = 253
USER_AGENT = 256
DEVICE_IDENTIFIER = 64
WILDCARD_POSITION = 5  # the first arc of a policy that may be a wildcard
PERSONAL_NUMBER = 12

# Responses: a code word, reference or token longer than this is not BankID's.
WORD = 64
# Of what BankID says about a refused request an operator reads so much, scrubbed.
DETAILS = 160


def describe() -> dict[str, int]:
    """The limits a host may want to know, under the names of the seam."""
    return {
        "collect_ms": COLLECT_MS,
        "effect_timeout_ms": EFFECT_MS,
        "window_ms": WINDOW_MS,
        "renew_total_ms": RENEW_MS,
        "trouble_ms": TROUBLE_MS,
        "order_ms": ORDER_MS,
        "auth_text": AUTH_TEXT,
        "sign_text": SIGN_TEXT,
        "sign_hidden_text": SIGN_HIDDEN_TEXT,
        "return_url": RETURN_URL,
        "user_agent": USER_AGENT,
        "device_identifier": DEVICE_IDENTIFIER,
    }
