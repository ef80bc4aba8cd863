namespace RoutingData.LibraryTests.Libraries;

/// <summary>A library that runs statements through the router: a row of <c>entry</c> written, and rows counted.</summary>
internal interface ILibrary
{
    Task WriteAsync(int worker, int number, CancellationToken cancellationToken);

    Task<int> CountAsync(int worker, CancellationToken cancellationToken);
}
