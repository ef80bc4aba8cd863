using Microsoft.EntityFrameworkCore.Update;

namespace MySqlProvider.Update;

internal sealed class MySqlModificationCommandBatchFactory(ModificationCommandBatchFactoryDependencies dependencies)
    : IModificationCommandBatchFactory
{
    private const int MostStatementsOfABatch = 42;

    public ModificationCommandBatch Create() => new MySqlModificationCommandBatch(dependencies, MostStatementsOfABatch);
}
