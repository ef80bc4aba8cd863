using System.Collections.Frozen;

namespace RoutingData.Statements;

/// <summary>What the classifier must be told, because no text says it.</summary>
internal sealed record ClassifierOptions
{
    /// <summary>No backslash escapes, no ANSI quotes, no read-only functions of the user's own.</summary>
    public static ClassifierOptions Default { get; } = new();

    /// <summary>sql_mode has NO_BACKSLASH_ESCAPES: a backslash in a string is a character like any other.</summary>
    public bool NoBackslashEscapes { get; init; }

    /// <summary>sql_mode has ANSI_QUOTES: "x" is a name, not a string.</summary>
    public bool AnsiQuotes { get; init; }

    /// <summary>The server reads text in another character set than UTF-8.</summary>
    public bool IsForeignCharset { get; init; }

    /// <summary>sql_mode has IGNORE_SPACE: <c>NOW ()</c> is the built-in, and not a stored function of that name.</summary>
    public bool IgnoreSpace { get; init; }

    /// <summary>What words mean on the servers; by default what they mean on any.</summary>
    public Vocabulary Vocabulary { get; init; } = Vocabulary.OfAnyServer;

    /// <summary>
    /// Stored functions and loadable functions that only read. <c>app.fn</c> covers the call <c>app.fn()</c>, and <c>fn()</c> where
    /// <see cref="Schema"/> is app; <c>fn</c> the call <c>fn()</c>. The set should compare with
    /// <see cref="StringComparer.OrdinalIgnoreCase"/>.
    /// </summary>
    public IReadOnlySet<string> ReadOnlyFunctions { get; init; } = FrozenSet<string>.Empty;

    /// <summary>What is known of the servers' views and triggers.</summary>
    public StoredCode StoredCode { get; init; } = StoredCode.Empty;

    /// <summary>Procedures, as <c>schema.procedure</c>, that leave nothing in the session. They matter in stored programs only.</summary>
    public IReadOnlySet<string> TracelessProcedures { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The session's database, in which a function without a schema is looked for; empty for none.</summary>
    public string Schema { get; init; } = "";

    /// <summary>
    /// CALL and functions that are not known pin the session: what they run may leave anything behind (temporary tables, variables, locks).
    /// </summary>
    public bool CallPins { get; init; } = true;
}
