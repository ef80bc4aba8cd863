using System.Data.Common;

namespace RoutingData.Configuration;

/// <summary>Reads, from a connection string of either driver, the few values that the router keeps to as well.</summary>
internal sealed class DriverKeywords(string connectionString)
{
    private readonly DbConnectionStringBuilder _said = new() { ConnectionString = connectionString };

    /// <summary>Seconds that Open may take, 0 for no limit; 15 unless said otherwise.</summary>
    public int ConnectionTimeout => Number("connectiontimeout", "connecttimeout") ?? 15;

    /// <summary>Seconds a statement may take, when said.</summary>
    public int? DefaultCommandTimeout => Number("defaultcommandtimeout", "commandtimeout");

    /// <summary>Least connections that a pool keeps, when said.</summary>
    public int? MinimumPoolSize => Number("minimumpoolsize", "minpoolsize");

    /// <summary>Most connections of a pool, when said.</summary>
    public int? MaximumPoolSize => Number("maximumpoolsize", "maxpoolsize");

    /// <summary>The database, when said.</summary>
    public string? Database => Text("database", "initialcatalog");

    /// <summary>Whether a connection takes part in the transaction around its Open; it does unless said otherwise.</summary>
    public bool AutoEnlist => Text("autoenlist") is not { } said || IsTrue(said);

    /// <summary>The connection string as the drivers show theirs once they have used it: with its secrets only if it says so itself
    /// (<c>Persist Security Info</c>).</summary>
    public string Shown() =>
        Text("persistsecurityinfo") is { } said && IsTrue(said) ? connectionString : WithoutSecrets();

    private string WithoutSecrets()
    {
        var shown = new DbConnectionStringBuilder();
        foreach (string keyword in _said.Keys)
        {
            if (!IsSecret(Plain(keyword))) shown[keyword] = _said[keyword];
        }

        return shown.ConnectionString;
    }

    /// <summary>Password, Pwd, Certificate Password, and whatever a driver may call its next one.</summary>
    internal static bool IsSecret(string keyword) =>
        keyword.Contains("password", StringComparison.Ordinal) || keyword.Contains("pwd", StringComparison.Ordinal) ||
        keyword.Contains("secret", StringComparison.Ordinal);

    private static bool IsTrue(string said) => said.ToUpperInvariant() is "TRUE" or "YES" or "1";

    private int? Number(params ReadOnlySpan<string> spellings) => DriverNumbers.Read(Text(spellings));

    private string? Text(params ReadOnlySpan<string> spellings)
    {
        foreach (string keyword in _said.Keys)
        {
            if (spellings.Contains(Plain(keyword))) return (string)_said[keyword];
        }

        return null;
    }

    /// <summary>Returns a keyword as both drivers compare it.</summary>
    internal static string Plain(string keyword) =>
        keyword.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
