namespace RoutingData.ProxySql;

/// <summary>Where something stands in a file of ProxySQL's.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in characters, from 1.</param>
public readonly record struct ProxySqlPosition(string File, int Line, int Column)
{
    /// <summary>Returns the position as compilers write it: <c>proxysql.cnf(12,5)</c>.</summary>
    public override string ToString() => $"{File}({Line},{Column})";
}
