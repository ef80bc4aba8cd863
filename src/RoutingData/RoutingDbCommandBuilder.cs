using System.ComponentModel;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RoutingData;

/// <summary>Makes an adapter's INSERT, UPDATE and DELETE from its SELECT, for one table with a primary key.</summary>
[DesignerCategory("")]
public sealed class RoutingDbCommandBuilder : DbCommandBuilder
{
    /// <summary>Creates a builder that needs its adapter.</summary>
    public RoutingDbCommandBuilder()
        : this(adapter: null)
    {
    }

    /// <summary>Creates a builder.</summary>
    /// <param name="adapter">The adapter whose commands it makes.</param>
    public RoutingDbCommandBuilder(RoutingDbDataAdapter? adapter)
    {
        QuotePrefix = "`";
        QuoteSuffix = "`";
        DataAdapter = adapter;
    }

    /// <inheritdoc/>
    public override string QuoteIdentifier(string unquotedIdentifier)
    {
        ArgumentNullException.ThrowIfNull(unquotedIdentifier);
        return $"`{unquotedIdentifier.Replace("`", "``", StringComparison.Ordinal)}`";
    }

    /// <inheritdoc/>
    public override string UnquoteIdentifier(string quotedIdentifier)
    {
        ArgumentNullException.ThrowIfNull(quotedIdentifier);
        var bare = quotedIdentifier is ['`', .., '`'] ? quotedIdentifier[1..^1] : quotedIdentifier;
        return bare.Replace("``", "`", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    protected override void ApplyParameterInfo(DbParameter parameter, DataRow row, StatementType statementType, bool whereClause)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(row);
        if (DbTypeOf(row[SchemaTableColumn.DataType] as Type) is { } type) parameter.DbType = type;
    }

    /// <inheritdoc/>
    protected override string GetParameterName(int parameterOrdinal) =>
        string.Create(CultureInfo.InvariantCulture, $"@p{parameterOrdinal}");

    /// <inheritdoc/>
    protected override string GetParameterName(string parameterName) => $"@{parameterName}";

    /// <inheritdoc/>
    protected override string GetParameterPlaceholder(int parameterOrdinal) => GetParameterName(parameterOrdinal);

    /// <inheritdoc/>
    protected override void SetRowUpdatingHandler(DbDataAdapter adapter)
    {
        if (adapter is not RoutingDbDataAdapter routing)
            throw new ArgumentException("The adapter must be a RoutingDbDataAdapter.", nameof(adapter));
        if (adapter == DataAdapter) routing.RowUpdating -= Build;
        else routing.RowUpdating += Build;
    }

    private void Build(object? sender, RowUpdatingEventArgs e) => RowUpdatingHandler(e);

    // The drivers number their own types differently; the type of the values is the same with both.
    [SuppressMessage("Style", "IDE0072", Justification = "Any other type is the driver's to infer from the value.")]
    private static DbType? DbTypeOf(Type? type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => DbType.Boolean,
        TypeCode.SByte => DbType.SByte,
        TypeCode.Byte => DbType.Byte,
        TypeCode.Int16 => DbType.Int16,
        TypeCode.UInt16 => DbType.UInt16,
        TypeCode.Int32 => DbType.Int32,
        TypeCode.UInt32 => DbType.UInt32,
        TypeCode.Int64 => DbType.Int64,
        TypeCode.UInt64 => DbType.UInt64,
        TypeCode.Single => DbType.Single,
        TypeCode.Double => DbType.Double,
        TypeCode.Decimal => DbType.Decimal,
        TypeCode.DateTime => DbType.DateTime,
        TypeCode.String => DbType.String,
        _ when type == typeof(byte[]) => DbType.Binary,
        _ when type == typeof(Guid) => DbType.Guid,
        _ when type == typeof(TimeSpan) => DbType.Time,
        _ => null,
    };
}
