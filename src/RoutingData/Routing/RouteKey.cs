using System.Data;
using RoutingData.Statements;

namespace RoutingData.Routing;

/// <summary>All that a statement's route depends on, beside the configuration.</summary>
/// <param name="Text">The command text.</param>
/// <param name="Type">How it is meant.</param>
/// <param name="Schema">The session's database; null where it does not matter.</param>
/// <param name="Modes">How the session's sql_mode has quotes and backslashes read.</param>
/// <param name="Names">The bound parameters' names; null where the text names no variable.</param>
/// <param name="Vocabulary">What words mean on the servers; null for what they mean on any.</param>
internal readonly record struct RouteKey(string Text, CommandType Type, string? Schema, SqlModes Modes, BoundNames? Names,
    Vocabulary? Vocabulary = null);
