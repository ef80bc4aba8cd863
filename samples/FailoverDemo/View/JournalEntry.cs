namespace FailoverDemo.View;

/// <summary>A line of the journal.</summary>
/// <param name="At">Time since the demo began.</param>
internal sealed record JournalEntry(TimeSpan At, string Text, bool IsTitle);
