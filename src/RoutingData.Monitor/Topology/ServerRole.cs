namespace RoutingData.Monitor;

/// <summary>The part a server plays in a replication hostgroup pair.</summary>
public enum ServerRole
{
    /// <summary>None that the router could use yet: unseen, unreachable or offline.</summary>
    None,

    /// <summary>Takes the pair's writes.</summary>
    Writer,

    /// <summary>A read-only server that takes reads.</summary>
    Reader,

    /// <summary>Writable beside the writer. It gets neither writes nor reads until one of the two is read-only.</summary>
    Conflict,
}
