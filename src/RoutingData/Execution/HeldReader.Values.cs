using System.Collections.ObjectModel;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace RoutingData.Execution;

/// <content>The values of a row, and what is known of its columns.</content>
internal sealed partial class HeldReader : IDbColumnSchemaGenerator
{
    public override int FieldCount => Result?.Names.Length ?? 0;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override string GetName(int ordinal) => Columns.Names[ordinal];

    public override string GetDataTypeName(int ordinal) => Columns.TypeNames[ordinal];

    [UnconditionalSuppressMessage("Trimming", "IL2063", Justification = "The driver's own answer, which it keeps whole.")]
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetFieldType(int ordinal) => Columns.Types[ordinal];

    [SuppressMessage("Usage", "CA2201:Do not raise reserved exception types", Justification = "ADO.NET's own for a name that is not there.")]
    public override int GetOrdinal(string name)
    {
        var names = Columns.Names;
        var at = Array.IndexOf(names, name);
        if (at < 0) at = Array.FindIndex(names, each => string.Equals(each, name, StringComparison.OrdinalIgnoreCase));
        return at >= 0 ? at : throw new IndexOutOfRangeException($"There is no column '{name}'.");
    }

    /// <inheritdoc/>
    public ReadOnlyCollection<DbColumn> GetColumnSchema() =>
        new([.. Enumerable.Range(0, FieldCount).Select(DbColumn (at) => new HeldColumn(at, GetName(at), GetFieldType(at), GetDataTypeName(at)))]);

    public override DataTable? GetSchemaTable()
    {
        if (FieldCount == 0) return null;
        var table = new DataTable("SchemaTable") { Locale = CultureInfo.InvariantCulture };
        foreach (var (name, type) in SchemaColumns) table.Columns.Add(name, type);
        for (var at = 0; at < FieldCount; at++) table.Rows.Add(GetName(at), at, -1, GetFieldType(at), GetDataTypeName(at), true);
        return table;
    }

    public override bool IsDBNull(int ordinal) => Row[ordinal] is DBNull;

    public override object GetValue(int ordinal) => Row[ordinal];

    public override int GetValues(object[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var count = Math.Min(values.Length, Row.Length);
        Array.Copy(Row, values, count);
        return count;
    }

    public override T GetFieldValue<T>(int ordinal) => HeldValue.As<T>(Row[ordinal]);

    public override bool GetBoolean(int ordinal) => HeldValue.As<bool>(Row[ordinal]);

    public override byte GetByte(int ordinal) => HeldValue.As<byte>(Row[ordinal]);

    public override char GetChar(int ordinal) => HeldValue.As<char>(Row[ordinal]);

    public override DateTime GetDateTime(int ordinal) => HeldValue.As<DateTime>(Row[ordinal]);

    public override decimal GetDecimal(int ordinal) => HeldValue.As<decimal>(Row[ordinal]);

    public override double GetDouble(int ordinal) => HeldValue.As<double>(Row[ordinal]);

    public override float GetFloat(int ordinal) => HeldValue.As<float>(Row[ordinal]);

    public override Guid GetGuid(int ordinal) => HeldValue.As<Guid>(Row[ordinal]);

    public override short GetInt16(int ordinal) => HeldValue.As<short>(Row[ordinal]);

    public override int GetInt32(int ordinal) => HeldValue.As<int>(Row[ordinal]);

    public override long GetInt64(int ordinal) => HeldValue.As<long>(Row[ordinal]);

    public override string GetString(int ordinal) => HeldValue.As<string>(Row[ordinal]);

    public override Stream GetStream(int ordinal) => new MemoryStream(
        Row[ordinal] is string text ? Encoding.UTF8.GetBytes(text) : HeldValue.As<byte[]>(Row[ordinal]), writable: false);

    public override TextReader GetTextReader(int ordinal) => new StringReader(GetString(ordinal));

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        Copy(HeldValue.As<byte[]>(Row[ordinal]), dataOffset, buffer, bufferOffset, length);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Copy(GetString(ordinal).ToCharArray(), dataOffset, buffer, bufferOffset, length);

    private static readonly (string Name, Type Type)[] SchemaColumns =
    [
        (SchemaTableColumn.ColumnName, typeof(string)), (SchemaTableColumn.ColumnOrdinal, typeof(int)), (SchemaTableColumn.ColumnSize, typeof(int)),
        (SchemaTableColumn.DataType, typeof(Type)), ("DataTypeName", typeof(string)), (SchemaTableColumn.AllowDBNull, typeof(bool)),
    ];

    private HeldResult Columns => Result ?? throw new InvalidOperationException("There is no result here.");

    private static long Copy<T>(T[] from, long offset, T[]? to, int at, int length)
    {
        if (to is null) return from.Length;
        var count = (int)Math.Max(0, Math.Min(Math.Min(length, to.Length - at), from.Length - offset));
        Array.Copy(from, offset, to, at, count);
        return count;
    }
}
