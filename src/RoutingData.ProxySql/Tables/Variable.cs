namespace RoutingData.ProxySql.Tables;

/// <summary>A row of <c>global_variables</c>.</summary>
/// <param name="Name">Its name with the prefix: <c>mysql-threads</c>.</param>
/// <param name="Value">What it is set to.</param>
/// <param name="Position">Where.</param>
internal sealed record Variable(string Name, string Value, ProxySqlPosition Position);
