namespace RoutingData.Statements;

/// <summary>
/// The blocks of a stored program that are open: BEGIN, IF, loops, and CASE, which inside an expression holds no statements. Kept in bits.
/// </summary>
internal struct ProgramBlocks
{
    private const int Deepest = 63;

    private ulong _expressions;
    private int _depth;

    /// <summary>Whether more were opened than can be told apart, or fewer than were closed.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Whether the innermost one is a CASE inside an expression.</summary>
    public readonly bool IsExpression => _depth > 0 && (_expressions & (1UL << _depth)) != 0;

    /// <summary>Opens a block.</summary>
    /// <param name="isExpression">A CASE inside an expression.</param>
    public void Open(bool isExpression)
    {
        if (_depth == Deepest)
        {
            IsLost = true;
            return;
        }

        _depth++;
        var bit = 1UL << _depth;
        _expressions = isExpression ? _expressions | bit : _expressions & ~bit;
    }

    /// <summary>Closes the innermost one.</summary>
    public void Close()
    {
        if (_depth == 0) IsLost = true;
        else _depth--;
    }
}
