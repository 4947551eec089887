namespace AuthDemo.Simulator.Orders;

/// <summary>State of an order: the pending steps in the order in which a user meets them, then the two final ones.</summary>
internal enum OrderStep
{
    /// <summary>No app has the order.</summary>
    Waiting,

    /// <summary>An app has the order but no BankID in it can be used yet.</summary>
    Started,

    /// <summary>A phone order waits for the user to say whether they are in a call with the relying party.</summary>
    ConfirmCall,

    /// <summary>The user must read their passport or national ID card.</summary>
    ReadDocument,

    /// <summary>The user reads the text and enters the security code.</summary>
    EnterCode,

    /// <summary>The right code was entered; the signature is being created.</summary>
    Processing,

    Complete,
    Failed,
}

/// <summary>Why an order failed: one member per hint code of status <c>failed</c>.</summary>
internal enum FailureHint
{
    ExpiredTransaction,
    CertificateErr,
    UserCancel,
    Cancelled,
    StartFailed,
    UserDeclinedCall,
    NotSupportedByUserApp,
    TransactionRiskBlocked,
}

/// <summary>The hint codes as sent over the wire.</summary>
internal static class HintCodes
{
    /// <summary>Hint code of a pending order. An order addressed to a person is <c>noClient</c> until an app has it: there is no code to scan.</summary>
    public static string Pending(OrderStep step, OrderKind kind) => step switch
    {
        OrderStep.Waiting => kind.IsAddressedToPerson() ? "noClient" : "outstandingTransaction",
        OrderStep.Started => "started",
        OrderStep.ConfirmCall => "userCallConfirm",
        OrderStep.ReadDocument => "userMrtd",
        OrderStep.EnterCode => "userSign",
        OrderStep.Processing => "processing",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "not a pending step"),
    };

    public static string Failed(FailureHint hint) => hint switch
    {
        FailureHint.ExpiredTransaction => "expiredTransaction",
        FailureHint.CertificateErr => "certificateErr",
        FailureHint.UserCancel => "userCancel",
        FailureHint.Cancelled => "cancelled",
        FailureHint.StartFailed => "startFailed",
        FailureHint.UserDeclinedCall => "userDeclinedCall",
        FailureHint.NotSupportedByUserApp => "notSupportedByUserApp",
        FailureHint.TransactionRiskBlocked => "transactionRiskBlocked",
        _ => throw new ArgumentOutOfRangeException(nameof(hint), hint, "not a failure"),
    };
}
