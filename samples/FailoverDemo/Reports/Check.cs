namespace FailoverDemo.Reports;

/// <summary>Something that must hold.</summary>
/// <param name="Test">The test it belongs to.</param>
/// <param name="Claim">What must hold.</param>
/// <param name="Holds">Whether it does.</param>
/// <param name="Found">What was found.</param>
internal sealed record Check(string Test, string Claim, bool Holds, string Found);
