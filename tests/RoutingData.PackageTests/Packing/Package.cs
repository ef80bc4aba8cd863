using System.IO.Compression;
using System.Xml.Linq;

namespace RoutingData.PackageTests.Packing;

/// <summary>A packed package, opened.</summary>
internal sealed class Package : IDisposable
{
    private readonly ZipArchive _archive;

    public Package(PackedFeed feed, string name, string extension = "nupkg")
        : this(feed.Folder, name, extension)
    {
    }

    public Package(string folder, string name, string extension = "nupkg")
    {
        _archive = ZipFile.OpenRead(Path.Combine(folder, $"{name}.{PackedFeed.Version}.{extension}"));
        Metadata = XDocument.Parse(Text($"{name}.nuspec")).Root!.Elements().Single();
    }

    /// <summary>What the nuspec says.</summary>
    public XElement Metadata { get; }

    /// <summary>Names of its files.</summary>
    public IEnumerable<string> Files => _archive.Entries.Select(entry => entry.FullName);

    /// <summary>A value of the nuspec; null when it is not there.</summary>
    public string? Value(string name) => Element(name)?.Value;

    public XElement? Element(string name) => Metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name);

    /// <summary>The lowest version of a dependency that it allows.</summary>
    public string LowestOf(string dependency) => (string)Metadata.Descendants()
        .Single(element => element.Name.LocalName == "dependency" && (string?)element.Attribute("id") == dependency).Attribute("version")!;

    public string Text(string file)
    {
        using var reader = new StreamReader(Open(file));
        return reader.ReadToEnd();
    }

    /// <summary>A file, from its beginning.</summary>
    public MemoryStream Open(string file)
    {
        var entry = _archive.GetEntry(file);
        Assert.True(entry is not null, $"There is no {file}, but {string.Join(", ", Files)}.");
        var copy = new MemoryStream();
        using (var stream = entry.Open()) stream.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }

    public void Dispose() => _archive.Dispose();
}
