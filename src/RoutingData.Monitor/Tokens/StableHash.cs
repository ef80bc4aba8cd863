namespace RoutingData.Monitor.Tokens;

/// <summary>32 bits of a name, the same in every process: FNV-1a with an ending that spreads it. No secret, and no proof.</summary>
internal static class StableHash
{
    /// <summary>Returns the hash; upper and lower case are one.</summary>
    public static uint Of(ReadOnlySpan<char> name)
    {
        var hash = 2166136261;
        foreach (var character in name) hash = (hash ^ char.ToLowerInvariant(character)) * 16777619;
        return Spread(hash);
    }

    /// <summary>Returns the hash of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var hash = 2166136261;
        foreach (var one in bytes) hash = (hash ^ one) * 16777619;
        return Spread(hash);
    }

    private static uint Spread(uint hash)
    {
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }
}
