using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

// PublicDocs ASSEMBLY DOCS REFERENCES: takes from an assembly's XML documentation what documents members that are seen from no other assembly.
// REFERENCES is a file that lists what the assembly was compiled against.
var (assembly, docs, references) = (args[0], args[1], args[2]);
var compilation = CSharpCompilation.Create(
    "Documented",
    references: File.ReadLines(references).Append(assembly).Select(path => MetadataReference.CreateFromFile(path)),
    options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, metadataImportOptions: MetadataImportOptions.All));

var document = XDocument.Load(docs, LoadOptions.PreserveWhitespace);
var members = document.Descendants("member").ToArray();
foreach (var member in members.Where(member => !IsSeen(Find((string)member.Attribute("name")!))))
{
    if (member.PreviousNode is XText space) space.Remove();
    member.Remove();
}

document.Save(docs);
Console.WriteLine($"{Path.GetFileName(docs)}: {document.Descendants("member").Count()} of {members.Length} documented members are public.");

ISymbol Find(string id) => DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation)
    ?? throw new InvalidOperationException($"{id} is documented in {docs}, and not found in {assembly}.");

static bool IsSeen(ISymbol symbol) =>
    symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
    && (symbol.ContainingType is null || IsSeen(symbol.ContainingType));
