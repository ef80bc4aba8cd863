using System.Globalization;

namespace RoutingData.Bench.Consistency;

/// <summary>What a turn sends.</summary>
internal static class TurnStatements
{
    public static void Write(RoutingDbConnection connection, int row, int version)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE turn SET version = {version} WHERE id = {row}";
        command.ExecuteNonQuery();
    }

    public static int Read(RoutingDbConnection connection, int row)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT version FROM turn WHERE id = {row}";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
