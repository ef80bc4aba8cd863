namespace FailoverDemo.Histories;

/// <summary>Something that was done to the servers, and when.</summary>
internal sealed record Mark(long At, string Text);
