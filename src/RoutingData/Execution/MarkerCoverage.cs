using System.Data;
using RoutingData.Markers;
using RoutingData.Plans;
using RoutingData.Routing;
using RoutingData.Sessions;
using RoutingData.Statements;

namespace RoutingData.Execution;

/// <summary>Decides which statements can go with a marker, and says why others cannot.</summary>
internal static class MarkerCoverage
{
    /// <summary>Where an unknown outcome says in its data why there was no marker that could be asked for.</summary>
    public const string WhyKey = "RoutingData.NoMarker";

    /// <summary>Why some texts have none.</summary>
    public const string NotOne = "it is not one INSERT, REPLACE, UPDATE or DELETE, with reads beside it at most; BeginTransaction makes several writes one";

    /// <summary>Why a statement cannot go with a marker, whatever the servers are; null if it can.</summary>
    public static string? Obstacle(RoutingPlan plan, RoutingSession session, Route route) => route switch
    {
        _ when session.IsAmbient => "it is part of a TransactionScope, which the driver commits",
        _ when session.IsTied => "it is part of a transaction, or of a session that is tied to its connection",
        _ when session.IsReading => "a reader is open",
        { Key: not { Type: CommandType.Text } } => NotOne,
        { Traits.AsksOfLastWrite: true } or { Traits.UsesUserVariables: true } => "it uses what an earlier statement left on its connection",
        _ when route.Decision.Hostgroup != plan.WriterHostgroup => "it goes to another hostgroup than the writer's",
        _ => null,
    };

    /// <summary>How a text can go with a marker.</summary>
    /// <param name="text">The text that is sent.</param>
    /// <param name="route">Its route.</param>
    /// <param name="modes">How the session reads it.</param>
    /// <param name="length">The length of the statement in it that goes in one text with the marker.</param>
    public static MarkerForm FormOf(string text, Route route, SqlModes modes, out int length)
    {
        var (traits, options) = (route.Traits, OptionsFor(modes));
        length = traits is { StatementCount: 1, Effects: StatementEffects.None, RefusedMeansNotExecuted: true, CallsUnknownCode: false }
            ? SingleDml.LengthIn(text, options)
            : 0;
        if (length > 0) return MarkerForm.InText;
        return OneWrite.Is(text, traits, options) ? MarkerForm.InTransaction : MarkerForm.None;
    }

    /// <summary>Whether a text may write to what has no transactions.</summary>
    public static bool IsUnsafe(string text, SqlModes modes, MarkerGround ground) => SingleDml.Reaches(text, OptionsFor(modes), ground.Unsafe);

    /// <summary>What Explain says of it.</summary>
    public static string? Explain(RoutingPlan plan, RoutingSession session, Route route, OutcomeMarkers markers)
    {
        if (!route.IsExactlyOnce || route.Traits.IsPlainRead || route.Traits.Target != StatementTarget.Writer) return null;
        if (session.Transaction is { } transaction)
        {
            return transaction.HasMarker
                ? "its COMMIT goes with a marker"
                : $"exactly once is not possible: {(transaction.IsReadOnly ? "its transaction only reads" : transaction.WhyNoMarker) ?? "the transaction was begun where nothing asked for it"}";
        }

        if (Obstacle(plan, session, route) is { } obstacle) return $"exactly once is not possible: {obstacle}";
        var text = route.Rules.RewrittenText ?? route.Key!.Value.Text;
        if (FormOf(text, route, session.State.SqlModes, out _) == MarkerForm.None) return $"exactly once is not possible: {NotOne}";
        if (plan.Configuration.MarkerTable is not { } table) return $"exactly once is not possible: {WhyNot(text, session.State.SqlModes, MarkerGround.Bad(MarkerDefect.NoSchema))}";
        if (markers.KnownOf(session.Monitor.Current.WriterOf(plan.WriterHostgroup)?.Address) is not { } ground)
            return $"exactly once, if {table} turns out to be as it should be";
        return WhyNot(text, session.State.SqlModes, ground) is { } why ? $"exactly once is not possible: {why}" : $"exactly once, with a marker in {table}";
    }

    /// <summary>Why a text can have none on a server; null if it can.</summary>
    public static string? WhyNot(string text, SqlModes modes, MarkerGround ground) =>
        WhyNot(ground) is { } defect ? defect
        : IsUnsafe(text, modes, ground) ? "it may write to a table whose engine has no transactions"
        : null;

    /// <summary>Why no marker can be left on a server; null if one can.</summary>
    public static string? WhyNot(MarkerGround ground) => ground.IsGood ? null : $"of the table of markers, {MarkerDefects.Describe(ground.Defect)}";

    private static ClassifierOptions OptionsFor(SqlModes modes) => modes == default
        ? ClassifierOptions.Default
        : ClassifierOptions.Default with
        {
            NoBackslashEscapes = modes.HasFlag(SqlModes.NoBackslashEscapes),
            AnsiQuotes = modes.HasFlag(SqlModes.AnsiQuotes),
        };
}
