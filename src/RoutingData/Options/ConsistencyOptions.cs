using System.ComponentModel.DataAnnotations;

namespace RoutingData;

/// <summary>How old what plain reads are answered with may be, and what it may cost to know. RoutingData's own.</summary>
public sealed class ConsistencyOptions
{
    /// <summary>The level of every read for which nothing else is said: no scope, comment, command or query rule.</summary>
    /// <value>The default is <see cref="ConsistencyLevel.Session"/>.</value>
    [EnumDataType(typeof(ConsistencyLevel))]
    public ConsistencyLevel Level { get; set; } = ConsistencyLevel.Session;

    /// <summary>How old an answer may be at the level <see cref="ConsistencyLevel.Bounded"/>, other sessions' writes included. It counts only
    /// there.</summary>
    /// <value>Milliseconds, 1 at least. The default is 1000.</value>
    [Range(1, 86_400_000)]
    public int MaxStalenessMs { get; set; } = 1000;

    /// <summary>How long a read waits for a reader that is fresh enough before the writer answers it.</summary>
    /// <value>Milliseconds. The default is 0: the writer answers at once.</value>
    [Range(0, 60_000)]
    public int WaitMs { get; set; }

    /// <summary>The time between two questions for one server's position while sessions go on writing. A few come sooner after a rest, and none
    /// come while no session wants to know.</summary>
    /// <value>Milliseconds, 1 at least. The default is 10: 100 questions a second, a server and a process at most.</value>
    [Range(1, 10_000)]
    public int EvidenceIntervalMs { get; set; } = 10;

    /// <summary>How long after a write, where servers do not number their transactions (MySQL with <c>gtid_mode=OFF</c>), every reader is taken
    /// to have it. This is a guess, and no promise.</summary>
    /// <value>Milliseconds. The default is 0: never, so that a session that has written reads on the writer.</value>
    [Range(0, 86_400_000)]
    public int AssumeFreshAfterMs { get; set; }

    /// <summary>What the fleet is called in tokens that go from one process to another (<see cref="ConsistencyToken"/>): the same in all of them, and
    /// another one for each fleet. A hash of it is in the tokens.</summary>
    /// <value>The default is <see langword="null"/>: a fleet is known by its writer's address, and MySQL's by its GTIDs too. To be set for a
    /// MariaDB whose servers other processes call by other names.</value>
    public string? Fleet { get; set; }

    /// <summary>Whether a session that has read on one server must not see less on the next one.</summary>
    /// <value>The default is <see langword="true"/>. Without it only what the session itself wrote is sure to be seen.</value>
    public bool MonotonicReads { get; set; } = true;
}
