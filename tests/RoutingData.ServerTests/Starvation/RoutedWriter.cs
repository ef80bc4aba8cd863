using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Starvation;

/// <summary>Writes through the router.</summary>
internal sealed class RoutedWriter(string connectionString) : IStarvedWriter
{
    private readonly RoutingDbDataSource _source = new(connectionString);

    public void Write(int number)
    {
        using var connection = _source.OpenConnection();
        using var command = connection.Command($"INSERT INTO numbered (v) VALUES ({number})");
        command.ExecuteNonQuery();
    }
}
