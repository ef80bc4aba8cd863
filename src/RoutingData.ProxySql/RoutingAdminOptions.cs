namespace RoutingData.ProxySql;

/// <summary>How an application has its admin interface.</summary>
public sealed class RoutingAdminOptions
{
    /// <summary>What <c>SAVE ... TO DISK</c> writes and <c>LOAD ... FROM CONFIG</c> reads. On Unix it is readable by its owner alone.</summary>
    /// <value>The default is <see langword="null"/>: nothing is saved.</value>
    public string? File { get; set; }

    /// <summary>
    /// A Unix socket to listen on, for <c>routingdata admin --socket</c>. The process's own user alone may connect, and may do all that the admin interface
    /// can: put it in a folder that only this user can write to. <c>{pid}</c> stands for the number of the process.
    /// </summary>
    /// <value>The default is <see langword="null"/>: none. On Windows there is none.</value>
    public string? Socket { get; set; }
}
