using System.Collections;
using System.Data.Common;

namespace RoutingData.Testing.Simulation;

/// <summary>The parameters of one command.</summary>
internal sealed class SimulatedParameterCollection : DbParameterCollection
{
    private readonly List<DbParameter> _parameters = [];

    public override int Count => _parameters.Count;

    public override object SyncRoot => _parameters;

    public override int Add(object value)
    {
        _parameters.Add((DbParameter)value);
        return Count - 1;
    }

    public override void AddRange(Array values) => _parameters.AddRange(values.Cast<DbParameter>());

    public override void Clear() => _parameters.Clear();

    public override bool Contains(object value) => _parameters.Contains((DbParameter)value);

    public override bool Contains(string value) => IndexOf(value) >= 0;

    public override void CopyTo(Array array, int index) => ((ICollection)_parameters).CopyTo(array, index);

    public override IEnumerator GetEnumerator() => _parameters.GetEnumerator();

    public override int IndexOf(object value) => _parameters.IndexOf((DbParameter)value);

    public override int IndexOf(string parameterName) => _parameters.FindIndex(
        parameter => parameter.ParameterName.AsSpan().TrimStart("@?:")
            .Equals(parameterName.AsSpan().TrimStart("@?:"), StringComparison.OrdinalIgnoreCase));

    public override void Insert(int index, object value) => _parameters.Insert(index, (DbParameter)value);

    public override void Remove(object value) => _parameters.Remove((DbParameter)value);

    public override void RemoveAt(int index) => _parameters.RemoveAt(index);

    public override void RemoveAt(string parameterName) => _parameters.RemoveAt(Existing(parameterName));

    protected override DbParameter GetParameter(int index) => _parameters[index];

    protected override DbParameter GetParameter(string parameterName) => _parameters[Existing(parameterName)];

    protected override void SetParameter(int index, DbParameter value) => _parameters[index] = value;

    protected override void SetParameter(string parameterName, DbParameter value) => _parameters[Existing(parameterName)] = value;

    private int Existing(string parameterName) => IndexOf(parameterName) is >= 0 and var index
        ? index
        : throw new ArgumentException($"There is no parameter '{parameterName}'.", nameof(parameterName));
}
