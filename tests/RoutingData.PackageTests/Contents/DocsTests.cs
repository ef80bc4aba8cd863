using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RoutingData.PackageTests.Packing;

namespace RoutingData.PackageTests.Contents;

/// <summary>What an editor shows of a package: the documentation of what can be called, and of nothing else.</summary>
public sealed class DocsTests(PackedFeed feed)
{
    public static TheoryData<string> Packages => [.. PackedFeed.Names];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_public_type_is_documented_and_no_internal_one_is_or_is_named(string name)
    {
        using var package = new Package(feed, name);
        using var assembly = new PEReader(package.Open($"lib/net10.0/{name}.dll"));
        var metadata = assembly.GetMetadataReader();
        var types = metadata.TypeDefinitions.Select(handle => (Name: FullName(metadata, handle), IsPublic: IsPublic(metadata, handle))).ToArray();
        var documented = XDocument.Parse(package.Text($"lib/net10.0/{name}.xml")).Descendants("member")
            .Select(member => (string)member.Attribute("name")!).ToHashSet(StringComparer.Ordinal);

        Assert.All(types.Where(type => type.IsPublic), type => Assert.Contains($"T:{type.Name}", documented));
        var hidden = types.Where(type => !type.IsPublic).Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        // Of M:A.B.C(D.E): A, A.B, A.B.C and D, D.E.
        Assert.All(documented, id => Assert.DoesNotContain(Prefixes(id), hidden.Contains));
    }

    private static IEnumerable<string> Prefixes(string id) =>
        from Match path in Regex.Matches(id[2..], @"[\w.`#]+")
        from end in Enumerable.Range(1, path.Length)
        where end == path.Length || path.Value[end] == '.'
        select path.Value[..end];

    private static string FullName(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = metadata.GetString(type.Name);
        if (!type.GetDeclaringType().IsNil) return $"{FullName(metadata, type.GetDeclaringType())}.{name}";
        return type.Namespace.IsNil ? name : $"{metadata.GetString(type.Namespace)}.{name}";
    }

    private static bool IsPublic(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic => IsPublic(metadata, type.GetDeclaringType()),
            _ => false,
        };
    }
}
