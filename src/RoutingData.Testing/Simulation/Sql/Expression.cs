using System.Collections.Immutable;

namespace RoutingData.Testing.Simulation;

/// <summary>An expression of the simulated servers' SQL.</summary>
internal abstract record Expression;

/// <summary>A value written out.</summary>
internal sealed record LiteralExpression(object? Value) : Expression;

/// <summary>A parameter by position: <c>?</c>.</summary>
internal sealed record PlaceholderExpression(int Index) : Expression;

/// <summary><c>@name</c>: the parameter of that name when one is bound, else the session's variable.</summary>
internal sealed record UserVariableExpression(string Name) : Expression;

/// <summary><c>@@name</c>, without its scope.</summary>
internal sealed record SystemVariableExpression(string Name) : Expression;

/// <summary>A column of the row at hand.</summary>
internal sealed record ColumnExpression(string Name) : Expression;

/// <summary>A function; COUNT, MAX, MIN and SUM are over all rows.</summary>
internal sealed record CallExpression(string Function, ImmutableArray<Expression> Arguments) : Expression
{
    public bool IsAggregate => Function is "COUNT" or "MAX" or "MIN" or "SUM";
}

/// <summary>Two expressions and what is between them: <c>+ - = &lt;&gt; &lt; &lt;= &gt; &gt;= AND OR</c>.</summary>
internal sealed record BinaryExpression(Expression Left, string Operator, Expression Right) : Expression;
