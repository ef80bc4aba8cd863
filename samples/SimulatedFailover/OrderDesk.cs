using RoutingData;

namespace SimulatedFailover;

/// <summary>Code under test, as an application has it: it takes an order in one transaction, and again when the router says that this does no
/// harm.</summary>
internal sealed class OrderDesk(RoutingDbDataSource dataSource)
{
    private const int MostTries = 3;

    public async Task TakeAsync(int number)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                await using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = "INSERT INTO orders (number) VALUES (@number)";
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = ("@number", number);
                command.Parameters.Add(parameter);
                await command.ExecuteNonQueryAsync();
                await transaction.CommitAsync();
                return;
            }
            catch (RoutingDbException error) when (error.IsTransient && tries < MostTries)
            {
                // NotExecuted or RolledBack: nothing of it is in the database.
            }
        }
    }
}
