using System.Collections.Immutable;
using RoutingData.Monitor;
using RoutingData.Monitor.Reports;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Groups;

/// <summary>
/// A replication group as it is, whatever anyone has heard of it: members freeze and are expelled by the others, come back with the view they had,
/// notice it later, and join again; a new primary becomes writable some time after the view. Which of these happens next the seed decides.
/// </summary>
internal sealed class TrueGroup
{
    private readonly Random _random;
    private readonly string _names;
    private readonly Dictionary<char, GroupMembership> _seen = [];
    private readonly HashSet<char> _frozen = [];
    private readonly HashSet<char> _writable = [];
    private readonly Dictionary<char, ulong> _expelled = [];
    private readonly HashSet<char> _recovering = [];
    private ImmutableArray<char> _members;
    private char _primary;
    private ulong _view = 1;

    public TrueGroup(Random random, string names)
    {
        (_random, _names) = (random, names);
        (_members, _primary) = ([.. names], names[0]);
        Settle();
    }

    public char Primary => _primary;

    public bool Has(char name) => _members.Contains(name);

    /// <summary>Whether a member shows what the group agrees on, and would say so.</summary>
    public bool IsOnline(char name) => Has(name) && !_recovering.Contains(name) && !_frozen.Contains(name);

    /// <summary>Something happens.</summary>
    public void Step()
    {
        var name = _names[_random.Next(_names.Length)];
        switch (_random.Next(9))
        {
            case 0 when Has(name) && 2 * (_members.Count(IsAwake) - (IsAwake(name) ? 1 : 0)) > _members.Length:
                _frozen.Add(name);
                break;
            case 1 when _frozen.Contains(name) && Has(name):
                Expel(name);
                break;
            case 2:
                _frozen.Remove(name);
                break;
            case 3 when _expelled.TryGetValue(name, out var view) && IsAwake(name):
                // It has noticed.
                _writable.Remove(name);
                _seen[name] = new GroupMembership(new GroupViewId(1, view), [new GroupMember(ProbeWord.Identity(name), GroupMemberState.Away, IsPrimary: false)]);
                break;
            case 4 when _expelled.ContainsKey(name) && !_writable.Contains(name) && IsAwake(name):
                _expelled.Remove(name);
                _recovering.Add(name);
                (_members, _view) = (_members.Add(name), _view + 1);
                break;
            case 5:
                _recovering.Remove(name);
                break;
            case 6 when IsOnline(name) && IsAwake(_primary):
                _writable.Remove(_primary);
                _primary = name;
                break;
            case 7 when IsAwake(_primary):
                _writable.Add(_primary);
                break;
            default:
                Learn(name);
                break;
        }
    }

    /// <summary>Nothing happens for long enough: all are awake, in the group, and know of each other.</summary>
    public void Settle()
    {
        foreach (var name in _names.Where(name => !Has(name))) (_members, _view) = (_members.Add(name), _view + 1);
        _frozen.Clear();
        _expelled.Clear();
        _recovering.Clear();
        _writable.Clear();
        _writable.Add(_primary);
        foreach (var name in _names) Learn(name);
    }

    /// <summary>What a server answers now.</summary>
    public ProbeResult Answer(char name)
    {
        if (_frozen.Contains(name)) return new ProbeFailure(ProbeFailureKind.Timeout, new TimeoutException("no answer within 800 ms"));
        return ProbeWord.Report(name, readOnly: !_writable.Contains(name)) with { Group = _seen[name] };
    }

    private bool IsAwake(char name) => !_frozen.Contains(name);

    private void Expel(char name)
    {
        (_members, _view) = (_members.Remove(name), _view + 1);
        _recovering.Remove(name);
        _expelled[name] = _view;
        if (_primary == name) _primary = _members.First(IsAwake);
    }

    // A member hears of what is so now when it hears of it; who is not a member hears nothing.
    private void Learn(char name)
    {
        if (!Has(name) || _frozen.Contains(name)) return;
        _seen[name] = new GroupMembership(new GroupViewId(1, _view), [.. _members.Order().Select(member => new GroupMember(
            ProbeWord.Identity(member), _recovering.Contains(member) ? GroupMemberState.Recovering : GroupMemberState.Online, member == _primary))]);
    }
}
