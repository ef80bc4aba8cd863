namespace RoutingData.Execution;

/// <summary>How a statement outside a transaction can go with a marker.</summary>
internal enum MarkerForm
{
    /// <summary>It cannot.</summary>
    None,

    /// <summary>In one text with it: one write that brings no rows.</summary>
    InText,

    /// <summary>In a transaction whose COMMIT has it: one write and what it brings.</summary>
    InTransaction,
}
