using System.Collections.Immutable;
using System.Globalization;

namespace RoutingData.ProxySql.Tables;

/// <summary>A column of a table of ProxySQL's.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Default">What it holds when nothing is said; <see langword="null"/> for NULL.</param>
internal sealed record Column(string Name, ColumnKind Kind, string? Default)
{
    /// <summary>Another name that configuration files may use.</summary>
    public string? FileName { get; init; }

    /// <summary>What it holds when a configuration file says nothing, where that differs.</summary>
    public string? FileDefault { get; init; }

    /// <summary>Whether a row must say it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it is part of the primary key.</summary>
    public bool IsKey { get; init; }

    /// <summary>Whether it holds a password.</summary>
    public bool IsSecret { get; init; }

    public long Min { get; init; } = long.MinValue;

    public long Max { get; init; } = long.MaxValue;

    /// <summary>The only texts it may hold, in any case; empty for all.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>What is wrong with a value; <see langword="null"/> for nothing.</summary>
    public string? FaultOf(string? value)
    {
        if (value is null) return IsRequired ? "It must not be NULL." : null;
        if (Kind == ColumnKind.Text)
        {
            return Choices.IsEmpty || Choices.Contains(value, StringComparer.OrdinalIgnoreCase)
                ? null
                : $"It must be one of {string.Join(", ", Choices)}.";
        }

        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return "It must be a number.";
        if (number >= Min && number <= Max) return null;
        return Max == long.MaxValue ? $"It must be at least {Min}." : $"It must be between {Min} and {Max}.";
    }

    /// <summary>The column in a CREATE TABLE.</summary>
    public string Sql()
    {
        var type = Kind == ColumnKind.Integer ? "INTEGER" : "VARCHAR";
        var nullable = IsRequired || Default is not null ? " NOT NULL" : "";
        var initial = Default is null ? "" : Kind == ColumnKind.Integer ? $" DEFAULT {Default}" : $" DEFAULT '{Default}'";
        return $"{Name} {type}{Check()}{nullable}{initial}";
    }

    private string Check()
    {
        if (!Choices.IsEmpty) return $" CHECK (UPPER({Name}) IN ({string.Join(", ", Choices.Select(choice => $"'{choice}'"))}))";
        if (Kind == ColumnKind.Text) return "";
        var isNumber = $"TYPEOF({Name}) = 'integer'";
        var atLeast = Min == long.MinValue ? "" : $" AND {Name} >= {Min}";
        var atMost = Max == long.MaxValue ? "" : $" AND {Name} <= {Max}";
        return $" CHECK ({Name} IS NULL OR ({isNumber}{atLeast}{atMost}))";
    }
}
