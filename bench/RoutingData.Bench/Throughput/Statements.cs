using System.Data.Common;

namespace RoutingData.Bench.Throughput;

/// <summary>Runs commands in the one way or the other.</summary>
internal static class Statements
{
    public static DbCommand With(this DbCommand command, string text)
    {
        command.CommandText = text;
        return command;
    }

    public static DbCommand With(this DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
        return command;
    }

    public static ValueTask<object?> ScalarAsync(this DbCommand command, bool async) =>
        async ? new ValueTask<object?>(command.ExecuteScalarAsync()) : ValueTask.FromResult(command.ExecuteScalar());

    public static ValueTask<int> NonQueryAsync(this DbCommand command, bool async) =>
        async ? new ValueTask<int>(command.ExecuteNonQueryAsync()) : ValueTask.FromResult(command.ExecuteNonQuery());
}
