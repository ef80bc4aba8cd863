using System.Collections;
using System.Collections.ObjectModel;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace RoutingData;

/// <content>The values of a row and what is known of its columns: the driver's own, while its connection stands.</content>
public sealed partial class RoutingDbDataReader : IDbColumnSchemaGenerator
{
    /// <inheritdoc/>
    public override int Depth => _inner.Depth;

    /// <inheritdoc/>
    public override int FieldCount => _inner.FieldCount;

    /// <inheritdoc/>
    public override int VisibleFieldCount => _inner.VisibleFieldCount;

    /// <inheritdoc/>
    public override bool HasRows => _inner.HasRows;

    /// <inheritdoc/>
    public override object this[int ordinal] => GetValue(ordinal);

    /// <inheritdoc/>
    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <inheritdoc/>
    public override string GetName(int ordinal) => _inner.GetName(ordinal);

    /// <inheritdoc/>
    public override int GetOrdinal(string name) => _inner.GetOrdinal(name);

    /// <inheritdoc/>
    public override string GetDataTypeName(int ordinal) => _inner.GetDataTypeName(ordinal);

    /// <inheritdoc/>
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetFieldType(int ordinal) => _inner.GetFieldType(ordinal);

    /// <inheritdoc/>
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetProviderSpecificFieldType(int ordinal) => _inner.GetProviderSpecificFieldType(ordinal);

    /// <inheritdoc/>
    public override DataTable? GetSchemaTable() => _inner.GetSchemaTable();

    /// <inheritdoc/>
    public override Task<DataTable?> GetSchemaTableAsync(CancellationToken cancellationToken = default) =>
        _inner.GetSchemaTableAsync(cancellationToken);

    /// <inheritdoc/>
    public ReadOnlyCollection<DbColumn> GetColumnSchema() => _inner.GetColumnSchema();

    /// <inheritdoc/>
    public override Task<ReadOnlyCollection<DbColumn>> GetColumnSchemaAsync(CancellationToken cancellationToken = default) =>
        _inner.GetColumnSchemaAsync(cancellationToken);

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    /// <inheritdoc/>
    public override bool IsDBNull(int ordinal) => Whole(static (row, at) => row.IsDBNull(at), ordinal);

    /// <inheritdoc/>
    public override Task<bool> IsDBNullAsync(int ordinal, CancellationToken cancellationToken) =>
        WholeAsync((row, token) => row.IsDBNullAsync(ordinal, token), cancellationToken);

    /// <inheritdoc/>
    public override T GetFieldValue<T>(int ordinal) => Whole(static (row, at) => row.GetFieldValue<T>(at), ordinal);

    /// <inheritdoc/>
    public override Task<T> GetFieldValueAsync<T>(int ordinal, CancellationToken cancellationToken) =>
        WholeAsync((row, token) => row.GetFieldValueAsync<T>(ordinal, token), cancellationToken);

    /// <inheritdoc/>
    public override object GetValue(int ordinal) => Whole(static (row, at) => row.GetValue(at), ordinal);

    /// <inheritdoc/>
    public override int GetValues(object[] values) => Whole(row => row.GetValues(values));

    /// <inheritdoc/>
    public override object GetProviderSpecificValue(int ordinal) => Whole(static (row, at) => row.GetProviderSpecificValue(at), ordinal);

    /// <inheritdoc/>
    public override int GetProviderSpecificValues(object[] values) => Whole(row => row.GetProviderSpecificValues(values));

    /// <inheritdoc/>
    public override bool GetBoolean(int ordinal) => Whole(static (row, at) => row.GetBoolean(at), ordinal);

    /// <inheritdoc/>
    public override byte GetByte(int ordinal) => Whole(static (row, at) => row.GetByte(at), ordinal);

    /// <inheritdoc/>
    public override char GetChar(int ordinal) => Whole(static (row, at) => row.GetChar(at), ordinal);

    /// <inheritdoc/>
    public override DateTime GetDateTime(int ordinal) => Whole(static (row, at) => row.GetDateTime(at), ordinal);

    /// <inheritdoc/>
    public override decimal GetDecimal(int ordinal) => Whole(static (row, at) => row.GetDecimal(at), ordinal);

    /// <inheritdoc/>
    public override double GetDouble(int ordinal) => Whole(static (row, at) => row.GetDouble(at), ordinal);

    /// <inheritdoc/>
    public override float GetFloat(int ordinal) => Whole(static (row, at) => row.GetFloat(at), ordinal);

    /// <inheritdoc/>
    public override Guid GetGuid(int ordinal) => Whole(static (row, at) => row.GetGuid(at), ordinal);

    /// <inheritdoc/>
    public override short GetInt16(int ordinal) => Whole(static (row, at) => row.GetInt16(at), ordinal);

    /// <inheritdoc/>
    public override int GetInt32(int ordinal) => Whole(static (row, at) => row.GetInt32(at), ordinal);

    /// <inheritdoc/>
    public override long GetInt64(int ordinal) => Whole(static (row, at) => row.GetInt64(at), ordinal);

    /// <inheritdoc/>
    public override string GetString(int ordinal) => Whole(static (row, at) => row.GetString(at), ordinal);

    /// <inheritdoc/>
    public override Stream GetStream(int ordinal) => Whole(static (row, at) => row.GetStream(at), ordinal);

    /// <inheritdoc/>
    public override TextReader GetTextReader(int ordinal) => Whole(static (row, at) => row.GetTextReader(at), ordinal);

    /// <inheritdoc/>
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        Whole((row, at) => row.GetBytes(at, dataOffset, buffer, bufferOffset, length), ordinal);

    /// <inheritdoc/>
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Whole((row, at) => row.GetChars(at, dataOffset, buffer, bufferOffset, length), ordinal);

    /// <inheritdoc/>
    protected override DbDataReader GetDbDataReader(int ordinal) => Whole(static (row, at) => row.GetData(at), ordinal);
}
