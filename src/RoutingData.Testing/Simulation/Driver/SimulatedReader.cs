using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RoutingData.Testing.Simulation;

/// <summary>A reader of the simulated driver: rows come over the link as it reads.</summary>
internal sealed class SimulatedReader(ResultStream stream, SimulatedConnection connection, TimeSpan timeout, bool closesConnection)
    : DbDataReader
{
    private bool _closed;

    public override int Depth => 0;

    public override int FieldCount => Columns.Length;

    public override bool HasRows => stream.Result is { Rows.Count: > 0 };

    public override bool IsClosed => _closed || stream.WasClosed;

    public override int RecordsAffected => stream.Affected;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    private string[] Columns => stream.Result?.Columns ?? [];

    public override bool Read() => Blocking.Wait(ReadAsync(CancellationToken.None));

    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        return stream.ReadAsync(timeout, cancellationToken).AsTask();
    }

    public override bool NextResult() => Blocking.Wait(NextResultAsync(CancellationToken.None));

    public override Task<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        return stream.NextResultAsync(timeout, cancellationToken).AsTask();
    }

    public override void Close() => Blocking.Wait(CloseAsync());

    public override async Task CloseAsync()
    {
        if (_closed) return;
        _closed = true;
        try
        {
            if (!stream.WasClosed) await stream.DrainAsync().ConfigureAwait(false);
        }
        finally
        {
            connection.EndReading(stream);
            if (closesConnection) await connection.CloseAsync().ConfigureAwait(false);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    public override object GetValue(int ordinal) => stream.Row[ordinal] ?? DBNull.Value;

    public override bool IsDBNull(int ordinal) => stream.Row[ordinal] is null;

    public override string GetName(int ordinal) => Columns[ordinal];

    public override int GetOrdinal(string name) =>
        Array.FindIndex(Columns, column => column.Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index
            ? index
            : throw new ArgumentException($"There is no column '{name}'.", nameof(name));

    [return: DynamicallyAccessedMembers(
        DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetFieldType(int ordinal) =>
        (stream.Result?.Rows ?? []).Select(row => row[ordinal]).FirstOrDefault(value => value is not null) switch
        {
            long => typeof(long),
            decimal => typeof(decimal),
            string => typeof(string),
            DateTime => typeof(DateTime),
            byte[] => typeof(byte[]),
            _ => typeof(object),
        };

    public override string GetDataTypeName(int ordinal) => GetFieldType(ordinal).Name;

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++) values[i] = GetValue(i);
        return count;
    }

    public override bool GetBoolean(int ordinal) => Values.IsTrue(GetValue(ordinal));

    public override byte GetByte(int ordinal) => Convert.ToByte(GetValue(ordinal), CultureInfo.InvariantCulture);

    public override char GetChar(int ordinal) => Convert.ToChar(GetValue(ordinal), CultureInfo.InvariantCulture);

    public override DateTime GetDateTime(int ordinal) => Convert.ToDateTime(GetValue(ordinal), CultureInfo.InvariantCulture);

    public override decimal GetDecimal(int ordinal) => Convert.ToDecimal(GetValue(ordinal), CultureInfo.InvariantCulture);

    public override double GetDouble(int ordinal) => Convert.ToDouble(GetValue(ordinal), CultureInfo.InvariantCulture);

    public override float GetFloat(int ordinal) => Convert.ToSingle(GetValue(ordinal), CultureInfo.InvariantCulture);

    public override Guid GetGuid(int ordinal) => Guid.Parse(GetString(ordinal));

    public override short GetInt16(int ordinal) => Convert.ToInt16(GetValue(ordinal), CultureInfo.InvariantCulture);

    public override int GetInt32(int ordinal) => Convert.ToInt32(GetValue(ordinal), CultureInfo.InvariantCulture);

    public override long GetInt64(int ordinal) => Convert.ToInt64(GetValue(ordinal), CultureInfo.InvariantCulture);

    public override string GetString(int ordinal) => Values.Text(GetValue(ordinal));

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        Copy((byte[])GetValue(ordinal), dataOffset, buffer, bufferOffset, length);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Copy(GetString(ordinal).ToCharArray(), dataOffset, buffer, bufferOffset, length);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    private static long Copy<T>(T[] from, long offset, T[]? to, int toOffset, int length)
    {
        if (to is null) return from.Length;
        var count = (int)Math.Max(0, Math.Min(length, from.Length - offset));
        Array.Copy(from, offset, to, toOffset, count);
        return count;
    }
}
