namespace RoutingData.ProxySql;

/// <summary>Where something stands in a file of ProxySQL's.</summary>
public readonly record struct ProxySqlPosition
{
    /// <summary>Creates it.</summary>
    /// <param name="file">The file, as it was named.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column in characters, from 1.</param>
    public ProxySqlPosition(string file, int line, int column) =>
        (File, Line, Column) = (file, line, column);

    /// <summary>The file, as it was named.</summary>
    public string File { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The column in characters, from 1.</summary>
    public int Column { get; }

    /// <summary>Returns the position as compilers write it: <c>proxysql.cnf(12,5)</c>.</summary>
    public override string ToString() => $"{File}({Line},{Column})";
}
