using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

// PublicDocs ASSEMBLY DOCS: takes from an assembly's XML documentation what documents members that nobody outside can see.
var (assembly, docs) = (args[0], args[1]);
var references = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!.ToString()!.Split(Path.PathSeparator)
    .Concat(Directory.GetFiles(Path.GetDirectoryName(docs)!, "*.dll"))
    .DistinctBy(Path.GetFileName)
    .Where(path => Path.GetFileName(path) != Path.GetFileName(assembly))
    .Append(assembly)
    .Select(path => MetadataReference.CreateFromFile(path));
var compilation = CSharpCompilation.Create("Documented", references: references);

var document = XDocument.Load(docs, LoadOptions.PreserveWhitespace);
var members = document.Descendants("member").ToArray();
foreach (var member in members.Where(member => !IsVisible((string)member.Attribute("name")!)))
{
    if (member.PreviousNode is XText space) space.Remove();
    member.Remove();
}

document.Save(docs);
Console.WriteLine($"{Path.GetFileName(docs)}: {document.Descendants("member").Count()} of {members.Length} documented members are public.");

bool IsVisible(string id) => DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) is { } symbol && IsSeen(symbol);

static bool IsSeen(ISymbol symbol) =>
    symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
    && (symbol.ContainingType is null || IsSeen(symbol.ContainingType));
