namespace RoutingData.ProxySql.ConfigFiles;

/// <summary>What a setting is set to.</summary>
/// <param name="Position">Where it begins.</param>
internal abstract record ConfigValue(ProxySqlPosition Position)
{
    /// <summary>What it is, for messages.</summary>
    public abstract string Description { get; }
}
