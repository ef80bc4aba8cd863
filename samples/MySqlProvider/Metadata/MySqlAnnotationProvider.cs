using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace MySqlProvider.Metadata;

/// <summary>Tells migrations which columns the server numbers: whole-number keys that are generated on add.</summary>
internal sealed class MySqlAnnotationProvider(RelationalAnnotationProviderDependencies dependencies)
    : RelationalAnnotationProvider(dependencies)
{
    public const string AutoIncrement = "MySql:AutoIncrement";

    public override IEnumerable<IAnnotation> For(IColumn column, bool designTime)
    {
        var numbered = column.PropertyMappings.Select(mapping => mapping.Property).Any(property =>
            property.ValueGenerated == ValueGenerated.OnAdd && property.IsPrimaryKey() &&
            (property.ClrType == typeof(int) || property.ClrType == typeof(long)));
        if (numbered) yield return new Annotation(AutoIncrement, true);
    }
}
