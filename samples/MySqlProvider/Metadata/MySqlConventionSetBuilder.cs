using Microsoft.EntityFrameworkCore.Metadata.Conventions.Infrastructure;

namespace MySqlProvider.Metadata;

internal sealed class MySqlConventionSetBuilder(
    ProviderConventionSetBuilderDependencies dependencies, RelationalConventionSetBuilderDependencies relationalDependencies)
    : RelationalConventionSetBuilder(dependencies, relationalDependencies);
