using System.Data.Common;
using RoutingData.Connecting;
using RoutingData.Monitor;
using RoutingData.Pools;
using RoutingData.Rules;

namespace RoutingData.Execution;

/// <summary>A command as its execution sees it: one command of the driver, pointed at one backend connection after another.</summary>
internal interface IRoutedCommand : IExecution
{
    /// <summary>The server of its connection's last statement.</summary>
    ServerAddress? LastServer { get; }

    /// <summary>Seconds; 0 sets no bound.</summary>
    int CommandTimeout { get; }

    /// <summary>Gives the driver's command what query rules make of this one.</summary>
    void Obey(RuleOutcome rules);

    /// <summary>The text that the driver's command has now.</summary>
    string TextToSend { get; }

    /// <summary>Gives the driver's command another text for one execution, which is not prepared, and afterwards its own.</summary>
    /// <param name="text">The text; null for its own.</param>
    /// <param name="own">Its own.</param>
    void SendInstead(string? text, string own);

    /// <summary>Whether the driver is still at work with it on a server that is silent, so that it can run nowhere.</summary>
    bool IsLeftBehind { get; }

    /// <summary>Whether nothing has to be done on a connection before it runs there.</summary>
    bool CanRunAtOnceOn(BackendConnection backend);

    /// <summary>Returns the driver's command, on a connection where it can run at once.</summary>
    DbCommand PointAt(BackendConnection backend);

    /// <summary>Returns the driver's command on a connection, prepared there if it was prepared.</summary>
    DbCommand AttachTo(BackendConnection backend);

    /// <inheritdoc cref="AttachTo"/>
    ValueTask<DbCommand> AttachToAsync(BackendConnection backend, CancellationToken cancellationToken);

    /// <summary>Returns a copy of the driver's command with its parameters as they are; null where it is prepared, or the driver's commands cannot be copied.</summary>
    DbCommand? Copy();

    /// <summary>Notes that a copy has run in its place: Cancel is that of the copy, until it runs again.</summary>
    void NoteAnsweredBy(DbCommand copy, BackendConnection backend);
}
