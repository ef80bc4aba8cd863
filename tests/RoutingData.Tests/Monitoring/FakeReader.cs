using System.Collections;
using System.Data;
using System.Data.Common;

namespace RoutingData.Tests.Monitoring;

/// <summary>Reads tables one after the other; the second may be an error instead, as when the second statement of a text fails.</summary>
internal class FakeReader(DataTable[] tables, Exception? instead, Exception? insteadOfThird = null) : DbDataReader
{
    private DataTableReader _table = tables[0].CreateDataReader();
    private int _index;

    public override int Depth => 0;

    public override int FieldCount => _table.FieldCount;

    public override bool HasRows => _table.HasRows;

    public override bool IsClosed => _table.IsClosed;

    public override int RecordsAffected => -1;

    public override object this[int ordinal] => _table[ordinal];

    public override object this[string name] => _table[name];

    public override bool NextResult()
    {
        if (++_index >= tables.Length) return false;
        if ((_index == 1 ? instead : insteadOfThird) is { } exception) throw exception;
        _table = tables[_index].CreateDataReader();
        return true;
    }

    public override bool Read() => _table.Read();

    public override object GetValue(int ordinal) => _table.GetValue(ordinal);

    public override string GetName(int ordinal) => _table.GetName(ordinal);

    public override bool IsDBNull(int ordinal) => _table.IsDBNull(ordinal);

    public override int GetOrdinal(string name) => _table.GetOrdinal(name);

    public override int GetValues(object[] values) => _table.GetValues(values);

    public override string GetDataTypeName(int ordinal) => _table.GetDataTypeName(ordinal);

    public override Type GetFieldType(int ordinal) => _table.GetFieldType(ordinal);

    public override IEnumerator GetEnumerator() => _table.GetEnumerator();

    public override bool GetBoolean(int ordinal) => _table.GetBoolean(ordinal);

    public override byte GetByte(int ordinal) => _table.GetByte(ordinal);

    public override char GetChar(int ordinal) => _table.GetChar(ordinal);

    public override DateTime GetDateTime(int ordinal) => _table.GetDateTime(ordinal);

    public override decimal GetDecimal(int ordinal) => _table.GetDecimal(ordinal);

    public override double GetDouble(int ordinal) => _table.GetDouble(ordinal);

    public override float GetFloat(int ordinal) => _table.GetFloat(ordinal);

    public override Guid GetGuid(int ordinal) => _table.GetGuid(ordinal);

    public override short GetInt16(int ordinal) => _table.GetInt16(ordinal);

    public override int GetInt32(int ordinal) => _table.GetInt32(ordinal);

    public override long GetInt64(int ordinal) => _table.GetInt64(ordinal);

    public override string GetString(int ordinal) => _table.GetString(ordinal);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        _table.GetBytes(ordinal, dataOffset, buffer, bufferOffset, length);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        _table.GetChars(ordinal, dataOffset, buffer, bufferOffset, length);
}
