using RoutingData.Testing.Flavors;

namespace RoutingData.Testing.Groups;

/// <summary>All that Group Replication and Galera do differently where servers are one group that looks after its members itself.</summary>
internal interface IGroup
{
    /// <summary>The system's user that its servers must run as when they are started as root; null for root.</summary>
    string? SystemUser { get; }

    /// <summary>Whether members start from what a founder left when it ended; else each may start from an empty history.</summary>
    bool SharesHistory { get; }

    /// <summary>Whether what <see cref="LocalCluster.CutAsync"/> drops is the members' own traffic too.</summary>
    bool TalksOnServerAddress { get; }

    /// <summary>What it asks of a server, read with <see cref="Read"/>.</summary>
    string State { get; }

    /// <summary>The statements by which the first member founds the group once it runs.</summary>
    IReadOnlyList<string> Found { get; }

    /// <summary>The statements by which a server that runs outside the group joins it, for those that do not by themselves.</summary>
    IReadOnlyList<string> Join { get; }

    /// <summary>Returns how many ports so many members use among themselves.</summary>
    int PortsFor(int members);

    /// <summary>Looks for what it needs beside the server program.</summary>
    /// <exception cref="LocalClusterException">It is missing; the message says how to get it.</exception>
    void Require();

    /// <summary>Returns the statements that make the users and the database in a new data folder.</summary>
    string BootstrapSql(IFlavor flavor, LocalClusterOptions options);

    /// <summary>Returns the options of a member, beside those of every server.</summary>
    IEnumerable<string> ForMember(GroupMember member, bool founder);

    /// <summary>Returns the options that a member needs after a crash to go on where it was.</summary>
    /// <param name="data">Its data folder.</param>
    /// <param name="program">The server program.</param>
    /// <param name="words">The options it will be started with.</param>
    /// <param name="cancellationToken">Ends the program that looks.</param>
    Task<IReadOnlyList<string>> AfterCrashAsync(
        string data, string program, IEnumerable<string> words, CancellationToken cancellationToken);

    /// <summary>Returns what a row of <see cref="State"/> says.</summary>
    MemberState Read(IReadOnlyDictionary<string, string> row);

    /// <summary>Answers as soon as the server has applied all that the group had committed.</summary>
    Task CatchUpAsync(Replication.AdminConnection server, string committed, CancellationToken cancellationToken);
}
