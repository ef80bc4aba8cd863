using System.Globalization;

namespace RoutingData.Testing.Simulation;

/// <summary>What expressions are worth to a session.</summary>
internal sealed class ExpressionEvaluator(ServerSession session, BoundParameters parameters)
{
    public object? Value(Expression expression, SimulatedTable? table = null, object?[]? row = null) => expression switch
    {
        LiteralExpression literal => literal.Value,
        PlaceholderExpression placeholder => Values.Of(parameters.At(placeholder.Index)),
        UserVariableExpression variable => parameters.TryGet(variable.Name, out var bound)
            ? Values.Of(bound)
            : session.Variable("@" + variable.Name),
        SystemVariableExpression variable => session.Variable(variable.Name),
        ColumnExpression column when table is not null && row is not null => row[table.IndexOf(column.Name)],
        ColumnExpression column => throw ServerErrors.UnknownColumn(column.Name, "field list"),
        BinaryExpression binary => Binary(binary, table, row),
        CallExpression call => Call(call, table, row),
        _ => null,
    };

    /// <summary>Returns what a function over all rows is worth.</summary>
    public object? Aggregate(Expression expression, SimulatedTable table, object?[][] rows)
    {
        if (expression is not CallExpression { IsAggregate: true } call)
            return rows is [var first, ..] ? Value(expression, table, first) : null;

        if (call.Arguments.IsEmpty) return (long)rows.Length;
        var values = rows.Select(row => Value(call.Arguments[0], table, row)).OfType<object>().ToArray();
        return call.Function switch
        {
            "COUNT" => (long)values.Length,
            "SUM" => values.Length == 0 ? null : values.Aggregate((sum, value) => Values.Add(sum, value, 1)!),
            "MAX" => values.Length == 0 ? null : values.Aggregate((most, value) => Values.Compare(value, most) > 0 ? value : most),
            _ => values.Length == 0 ? null : values.Aggregate((least, value) => Values.Compare(value, least) < 0 ? value : least),
        };
    }

    private object? Call(CallExpression call, SimulatedTable? table, object?[]? row) => call.Function switch
    {
        // Sets what it is asked for from then on.
        "LAST_INSERT_ID" when call.Arguments is [var argument] => session.LastInsertId = Convert.ToInt64(Value(argument, table, row) ?? 0L, CultureInfo.InvariantCulture),
        "UNIX_TIMESTAMP" => new DateTimeOffset(session.Server.Now, TimeSpan.Zero).ToUnixTimeSeconds(),
        "FROM_UNIXTIME" when Value(call.Arguments[0], table, row) is long seconds => DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime,
        "LAST_INSERT_ID" => session.LastInsertId,
        "ROW_COUNT" => session.RowCount,
        "CONNECTION_ID" => (long)session.Id,
        "DATABASE" or "SCHEMA" => session.Schema,
        "VERSION" => session.Variable("version"),
        "NOW" or "CURRENT_TIMESTAMP" => session.Server.Now,
        "GET_LOCK" => session.TakeLock(Name(call)) ? 1L : 0L,
        "IS_USED_LOCK" => session.Server.HolderOf(Name(call)) is { } holder ? (long)holder.Id : null,
        _ => throw ServerErrors.NotUnderstood($"{call.Function}()", "an unknown function"),
    };

    private string Name(CallExpression call) => Value(call.Arguments[0]) as string ?? "";

    private object? Binary(BinaryExpression binary, SimulatedTable? table, object?[]? row)
    {
        var left = Value(binary.Left, table, row);
        var right = Value(binary.Right, table, row);
        switch (binary.Operator)
        {
            case "+" or "-":
                return Values.Add(left, right, binary.Operator == "+" ? 1 : -1);
            case "AND":
                return Values.IsTrue(left) && Values.IsTrue(right) ? 1L : 0L;
            case "OR":
                return Values.IsTrue(left) || Values.IsTrue(right) ? 1L : 0L;
        }

        if (left is null || right is null) return null;
        var order = Values.Compare(left, right);
        return binary.Operator switch
        {
            "=" => order == 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            _ => order != 0,
        } ? 1L : 0L;
    }
}
