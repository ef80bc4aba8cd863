using RoutingData.Monitor;

namespace RoutingData.Testing.Replication;

/// <summary>One flavor's statements for replication, and how their answers are read. Pure.</summary>
internal interface IReplicationSql
{
    /// <summary>How it replicates; read with <see cref="Read"/>.</summary>
    string Status { get; }

    string Start { get; }

    string Stop { get; }

    /// <summary>Stops to receive, and goes on to apply what it has.</summary>
    string StopReceiving { get; }

    /// <summary>The statements by which it replicates from no server from now on.</summary>
    string Forget { get; }

    string ReadOnly { get; }

    string Writable { get; }

    /// <summary>A writer's commits wait for a replica, where replicas are semi-synchronous.</summary>
    string CommitsWait { get; }

    /// <summary>A replica's commits wait for no replica: what a former writer believes to be its replicas may have left long ago.</summary>
    string CommitsDoNotWait { get; }

    /// <summary>All it has committed, whichever server wrote it first: replicas write a binary log too.</summary>
    string Committed { get; }

    /// <summary>Answers 0 as soon as the position has been applied, something else when the time is over.</summary>
    string WaitApplied(string gtid, TimeSpan atMost);

    /// <summary>Returns the statement that sets where to replicate from.</summary>
    string Follow(ServerAddress writer, bool formerWriter);

    /// <summary>From now on a replica, which is stopped, applies what it receives so many seconds later.</summary>
    string Delay(int seconds);

    /// <summary>Returns what a row of <see cref="Status"/> says.</summary>
    ReplicaStatus Read(IReadOnlyDictionary<string, string> row);
}
