using Microsoft.EntityFrameworkCore.Update;

namespace MySqlProvider.Update;

/// <summary>Several rows' statements in one text, in one round trip.</summary>
internal sealed class MySqlModificationCommandBatch(ModificationCommandBatchFactoryDependencies dependencies, int maxBatchSize)
    : AffectedCountModificationCommandBatch(dependencies, maxBatchSize);
