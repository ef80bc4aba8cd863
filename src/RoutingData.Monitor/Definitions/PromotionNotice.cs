namespace RoutingData.Monitor;

/// <summary>A server is to take another one's place as the writer, and has got no statement yet.</summary>
public sealed record PromotionNotice
{
    internal PromotionNotice(ServerAddress newWriter, ServerAddress oldWriter, int hostgroup, long epoch)
    {
        NewWriter = newWriter;
        OldWriter = oldWriter;
        Hostgroup = hostgroup;
        Epoch = epoch;
    }

    /// <summary>The server that was seen writable.</summary>
    public ServerAddress NewWriter { get; init; }

    /// <summary>The writer before it.</summary>
    public ServerAddress OldWriter { get; init; }

    /// <summary>Id of the pair's writer hostgroup.</summary>
    public int Hostgroup { get; init; }

    /// <summary>The epoch of the election.</summary>
    public long Epoch { get; init; }
}
