namespace FailoverDemo.Histories;

/// <summary>What was done to the servers while the load ran.</summary>
/// <param name="From">The writer before.</param>
/// <param name="To">The writer after.</param>
/// <param name="Writable">When the new writer became writable.</param>
/// <param name="Killed">When the old writer was dead, or null when it was healthy.</param>
internal sealed record ChangeOfWriter(string From, string To, long Writable, long? Killed);
