using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RoutingData.DocumentationTests;

/// <summary>What README and docs print compiles: the first program of the README alone, every other block among an application's own names.</summary>
public sealed class CodeBlockTests
{
    // As the SDK's ImplicitUsings has them.
    private const string ConsoleUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http;" +
        "global using System.Threading; global using System.Threading.Tasks;";

    private const string WebUsings = ConsoleUsings +
        "global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting; global using Microsoft.AspNetCore.Http;" +
        "global using Microsoft.AspNetCore.Routing; global using Microsoft.Extensions.Configuration; global using Microsoft.Extensions.DependencyInjection;" +
        "global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging;";

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static TheoryData<string, int, string> Blocks()
    {
        var blocks = new TheoryData<string, int, string>();
        foreach (var (document, line, code) in CodeBlocks.All()) blocks.Add(document, line, code);
        return blocks;
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    [Trait("Fault", "F4")]
    public void A_block_compiles_as_it_is_printed(string document, int line, string code)
    {
        Assert.SkipUnless(References.Any(reference => reference.Display!.EndsWith("MySqlConnector.dll", StringComparison.Ordinal)), "The blocks use MySqlConnector.");
        var block = (CSharpSyntaxTree)CSharpSyntaxTree.ParseText(code);
        var isMember = block.GetRoot().DescendantNodes().OfType<GlobalStatementSyntax>()
            .Any(statement => statement.Statement is LocalFunctionStatementSyntax function && function.Modifiers.Any(SyntaxKind.PublicKeyword));
        // A method that is printed with its accessibility belongs to a class.
        if (isMember) block = (CSharpSyntaxTree)CSharpSyntaxTree.ParseText($"return; public static class Printed {{ {code} }}");
        // A class alone is no program.
        else if (block.GetCompilationUnitRoot(TestContext.Current.CancellationToken).Members.All(member => member is TypeDeclarationSyntax))
            block = (CSharpSyntaxTree)CSharpSyntaxTree.ParseText($"return; {code}");

        // One that speaks of a builder is a part of a web application, whose file begins with what it uses.
        var isProgram = block.GetCompilationUnitRoot(TestContext.Current.CancellationToken).Usings.Count > 0
            && !block.GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.Text == "builder");
        SyntaxTree[] around = isProgram
            ? [CSharpSyntaxTree.ParseText(ConsoleUsings)]
            : [CSharpSyntaxTree.ParseText(WebUsings), CSharpSyntaxTree.ParseText(CodeBlocks.Read("Surroundings"))];
        if (document == "docs/libraries.md") around = [.. around, CSharpSyntaxTree.ParseText(CodeBlocks.Read("Surroundings.libraries"))];
        var compilation = CSharpCompilation.Create(
            "Printed", [block, .. around], References, new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

        var errors = compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity == DiagnosticSeverity.Error).ToArray();
        Assert.True(errors.Length == 0, $"{document}, block at line {line}:\n{string.Join('\n', errors.Select(error => error.ToString()))}");
    }

    [Fact]
    public void The_blocks_are_found() => Assert.InRange(CodeBlocks.All().Count(), 10, int.MaxValue);
}
