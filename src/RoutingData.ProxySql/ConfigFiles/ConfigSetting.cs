namespace RoutingData.ProxySql.ConfigFiles;

/// <param name="Name">Its name.</param>
/// <param name="Value">What it is set to.</param>
/// <param name="Position">Where its name stands.</param>
internal sealed record ConfigSetting(string Name, ConfigValue Value, ProxySqlPosition Position);
