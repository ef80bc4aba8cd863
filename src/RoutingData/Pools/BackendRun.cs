namespace RoutingData.Pools;

/// <summary>A run on a backend connection, from its beginning until it is disposed of.</summary>
internal readonly struct BackendRun(BackendConnection backend) : IDisposable
{
    public void Dispose() => backend.Finish();
}
