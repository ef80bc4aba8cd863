using System.Runtime.Versioning;

namespace RoutingData.Testing.Processes;

/// <summary>The one folder that holds all a cluster writes: data, logs, process ids. Only its owner can read it.</summary>
internal sealed class ClusterFolder
{
    private const string SharedMemory = "/dev/shm";
    private const long RoomPerServer = 160L << 20;

    private ClusterFolder(string path) => Root = path;

    public string Root { get; }

    /// <summary>Exists as soon as nothing may be started here any more.</summary>
    public string ClosedFile => Path.Combine(Root, "closed");

    [SupportedOSPlatform("linux")]
    public static ClusterFolder Create(string? parent, int servers)
    {
        parent ??= HasRoom(servers) ? SharedMemory : Path.GetTempPath();
        var path = Path.Combine(Path.GetFullPath(parent), $"routingdata-{Guid.NewGuid():N}");
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new ClusterFolder(path);
    }

    public string Data(string server) => Path.Combine(Root, server);

    public string ErrorLog(string server) => Path.Combine(Root, server + ".err");

    public string ProcessIdFile(string server) => Path.Combine(Root, server + ".pid");

    /// <summary>Returns the last lines of a server's error log.</summary>
    public string ErrorLogTail(string server)
    {
        const int Lines = 25;
        return File.Exists(ErrorLog(server))
            ? string.Join(Environment.NewLine, File.ReadLines(ErrorLog(server)).TakeLast(Lines))
            : "(it wrote no error log)";
    }

    public void Delete()
    {
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
    }

    [SupportedOSPlatform("linux")]
    private static bool HasRoom(int servers)
    {
        try
        {
            return new DriveInfo(SharedMemory).AvailableFreeSpace > servers * RoomPerServer &&
                (File.GetUnixFileMode(SharedMemory) & UnixFileMode.OtherWrite) != 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
