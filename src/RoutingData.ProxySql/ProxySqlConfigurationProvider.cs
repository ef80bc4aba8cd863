using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;
using Microsoft.Extensions.Primitives;

namespace RoutingData.ProxySql;

/// <summary>The settings that a ProxySQL's configuration comes to.</summary>
internal sealed class ProxySqlConfigurationProvider(ImmutableArray<ProxySqlInput> inputs, ProxySqlOptions options) : ConfigurationProvider, IDisposable
{
    private readonly Dictionary<string, PhysicalFileProvider> _folders = new(StringComparer.Ordinal);
    private ImmutableArray<string> _files = [.. inputs.Select(input => Path.GetFullPath(input.Path))];
    private IDisposable? _following;

    public ImmutableArray<ProxySqlWarning> Warnings { get; private set; } = [];

    /// <summary>Whether it follows changes.</summary>
    public bool Follows => _following is not null;

    public override void Load()
    {
        Read();
        if (options.ReloadOnChange) _following ??= ChangeToken.OnChange(Watch, Reload);
    }

    public void Dispose()
    {
        _following?.Dispose();
        foreach (var folder in _folders.Values) folder.Dispose();
    }

    private void Read()
    {
        var read = new List<string>();
        var import = ProxySqlImport.Read(inputs, options, path =>
        {
            read.Add(Path.GetFullPath(path));
            return File.ReadAllText(path);
        });
        Data = import.Settings.ToDictionary(
            setting => ConfigurationPath.Combine(options.Section, setting.Key), setting => setting.Value, StringComparer.OrdinalIgnoreCase);
        (Warnings, _files) = (import.Warnings, [.. read.Distinct(StringComparer.Ordinal)]);
        OnReload();
    }

    private void Reload()
    {
        try
        {
            Read();
        }
        catch (Exception e) when (e is ProxySqlFormatException or IOException or UnauthorizedAccessException)
        {
            // What is half written is read again when it is whole.
            options.ReloadRefused?.Invoke(e);
        }
    }

    private CompositeChangeToken Watch() => new([.. _files.Select(file => FolderOf(file).Watch(Path.GetFileName(file)))]);

    private PhysicalFileProvider FolderOf(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        if (!_folders.TryGetValue(folder, out var provider)) _folders.Add(folder, provider = new PhysicalFileProvider(folder, ExclusionFilters.None));
        return provider;
    }
}
