using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrivacyAnalyzers.Flow.Domain;
using PrivacyAnalyzers.Flow.Summaries;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Flow.Transfer;

/// <summary>What a value shows where it becomes text, is logged, or is taken apart.</summary>
internal sealed partial class MethodAnalysis
{
    private const int MaxShape = 4;

    /// <summary>How many objects were taken apart for one value: those of a graph in which each refers to all others would never end.</summary>
    private int _takenApart;

    private ImmutableArray<Label> Show(Value value, ITypeSymbol? type, SinkShape shape, int depth = 0)
    {
        if (depth == 0)
            _takenApart = 0;
        if (depth > MaxShape)
            return [];
        var labels = new LabelSet();
        // The text of an array or a collection is its type's name, whatever its elements are.
        foreach (var label in shape == SinkShape.Text && HasNoText(type) ? [] : value.Labels)
        {
            if (label.Mark is not null || label.Input is null || !value.Locs.Contains(label.Input) || IsPlain(type))
                labels.Add(label);
            else if (IsOpen(label.Input.Type) && IsOpen(type) || shape == SinkShape.Object && IsFilled(label.Input.Type))
                // What it shows depends on what the caller passes.
                labels.Add(label.Shape is null ? label.Shaped(shape) : label);
        }
        foreach (var loc in value.Locs)
        {
            // A span over an array shows what the array holds.
            var own = loc.Type is { } known && !IsOpen(known) && !(type is not null && IsMemory(type)) ? known : type ?? loc.Type;
            // Text that came in is its label and nothing else.
            if (loc is InputLoc && IsPlain(own))
                continue;
            labels.Add(ShowObject(loc, own, shape, depth));
        }
        if (value.Locs.Length == 0 && value.Labels.Length == 0 && type is not null && !IsPlain(type) && _labels.IsHolder(type))
            labels.Add(ShowObject(_interner.Alloc(Anchor(), type, false, "unknown"), type, shape, depth));
        return labels.ToImmutable();
    }

    /// <summary>A type that tells nothing of what the object is.</summary>
    private static bool IsOpen(ITypeSymbol? type) =>
        type is null || type.SpecialType == SpecialType.System_Object || type.TypeKind is TypeKind.TypeParameter or TypeKind.Interface or TypeKind.Dynamic && !IsSequence(type)
        || type is { IsAbstract: true, TypeKind: TypeKind.Class, IsRecord: false };

    /// <summary>An object of a library's type: it holds what it was given, a request its content, an expression tree what the call in it passes.</summary>
    private bool IsFilled(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.None, TypeKind: TypeKind.Class, IsAnonymousType: false } && !IsSequence(type) && !_store.IsSource(type) && type.Name is not ("Task" or "ValueTask");

    private ImmutableArray<Label> ShowObject(Loc loc, ITypeSymbol? type, SinkShape shape, int depth)
    {
        if (++_takenApart > _store.Limits.Shown || type is null && loc is InputLoc)
            return [];
        Step();
        if (loc is FuncLoc function)
            return shape == SinkShape.Object ? ShowPassed(function, depth) : [];
        var one = Value.Of(loc);
        if (type is null)
            return Content(one).Labels;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            return ShowObject(loc, nullable.TypeArguments[0], shape, depth);
        if (type.Name is "Task" or "ValueTask" && type is INamedTypeSymbol { TypeArguments.Length: 1 } task)
            return shape == SinkShape.Text ? [] : Show(one, task.TypeArguments[0], shape, depth + 1);
        var mark = _labels.MarkOfType(type) is { } typeMark && !IsSequence(type)
            ? ImmutableArray.Create(new Label(typeMark, null, null, ProtectionSet.None, false, null)) : [];
        if (IsSequence(type) && !_store.HasOwnText(type, out _))
        {
            if (shape == SinkShape.Text && !HasNoText(type) && !IsMemory(type))
                return Value.Union(mark, Content(one).Labels);
            if (shape == SinkShape.Text)
                return IsMemory(type) ? Show(ReadElements(one), ElementType(type), shape, depth + 1) : mark;
            var elements = ReadElements(one);
            var labels = Show(elements, ElementType(type), shape, depth + 1);
            if (IsDictionary(type))
                labels = Value.Union(labels, Show(ReadMember(one, _interner.Keys, null), null, shape, depth + 1));
            if (elements.IsEmpty && ElementType(type) is { } elementType && _labels.IsHolder(elementType))
                labels = Value.Union(labels, ShowObject(_interner.Alloc(Anchor(), elementType, false, "unknown"), elementType, shape, depth + 1));
            return labels;
        }
        if (type.IsTupleType)
        {
            var labels = ImmutableArray<Label>.Empty;
            foreach (var element in ((INamedTypeSymbol)type).TupleElements)
                labels = Value.Union(labels, Show(ReadCell(loc, _interner.Member(element), element.Type), element.Type, shape, depth + 1));
            return labels;
        }
        if (type.IsAnonymousType)
            return ShowMembers(loc, type, shape, depth);
        if (shape == SinkShape.Object)
            return _store.IsSource(type) || _labels.MarkedMembers(type).Length > 0 ? Value.Union(Value.Union(mark, ShowMembers(loc, type, shape, depth)), loc is AllocLoc ? ReadCells(one, _interner.Elements).Labels : [])
                : Value.Union(Value.Union(mark, Content(one).Labels), ShowHeld(one, depth));
        if (_store.HasOwnText(type, out var toString))
        {
            if (toString is not null)
            {
                var text = Aside(() =>
                {
                    if (toString.Parameters.Length != 1)
                        return Apply(_store.Summary(toString, Binding.None, _cancellation), new CallSite(Anchor(), toString, one, null, [])).Return;
                    var builder = Value.Of(_interner.Alloc(Anchor(), toString.Parameters[0].Type, true, "text"));
                    Apply(_store.Summary(toString, Binding.None, _cancellation), new CallSite(Anchor(), toString, one, null, [new Argument(toString.Parameters[0], _graph.OriginalOperation, builder)]));
                    return Content(builder);
                });
                return Value.Union(mark, text.Labels);
            }
            return Value.Union(mark, ShowMembers(loc, type, shape, depth));
        }
        if (_store.IsSource(type))
            return mark;
        // A library's object that is no collection shows what went into it; an exception its parts.
        return Value.Union(mark, Value.Union(Content(one).Labels, loc is InputLoc ? ReadElements(one).Labels : []));
    }

    /// <summary>Whether a type is a sequence whose <c>ToString</c> is that of every object.</summary>
    private static bool HasNoText(ITypeSymbol? type)
    {
        if (!IsSequence(type) || IsMemory(type!) || type!.Name == "NameValueCollection")
            return false;
        for (var t = type; t is not null; t = t.BaseType)
            if (t.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType) && t.GetMembers("ToString").Any(m => m is IMethodSymbol { IsOverride: true, Parameters.Length: 0 }))
                return false;
        return true;
    }

    /// <summary>What the objects in a library's object show: a request sends what was given to it as its content.</summary>
    private ImmutableArray<Label> ShowHeld(Value holder, int depth)
    {
        var labels = ImmutableArray<Label>.Empty;
        foreach (var loc in holder.Locs)
            foreach (var pair in _state.Of(loc))
                if (pair.Key.Field.Symbol is null && pair.Value.Locs.Length > 0 && !IsTrait(pair.Key.Field) && !ReferenceEquals(pair.Key.Field, Beside) && !pair.Value.Locs.Any(l => l is FuncLoc || holder.Locs.Contains(l)))
                    labels = Value.Union(labels, Show(pair.Value, null, SinkShape.Object, depth + 1));
        return labels;
    }

    /// <summary>What an expression tree that names a call passes to it.</summary>
    private ImmutableArray<Label> ShowPassed(FuncLoc function, int depth)
    {
        var target = function.Target.OriginalDefinition;
        if (target.MethodKind != MethodKind.AnonymousFunction || _store.Summary(target, Binding.None, _cancellation) is not { Passed.IsEmpty: false } summary)
            return [];
        return Aside(() => Show(Apply(summary, new CallSite(function.Site, target, Value.Empty, null, [], function)).Passed, null, SinkShape.Object, depth + 1));
    }

    /// <summary>Finds out what code would give, without a trace of its having run.</summary>
    private T Aside<T>(Func<T> look)
    {
        var (record, state) = (_record, _state);
        _record = false;
        var result = look();
        (_record, _state) = (record, state);
        return result;
    }

    private static bool IsMemory(ITypeSymbol type) => type.Name is "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory";

    /// <summary>The public members of an object, as a record's text, a destructuring logger or a serializer shows them.</summary>
    private ImmutableArray<Label> ShowMembers(Loc loc, ITypeSymbol type, SinkShape shape, int depth)
    {
        var labels = new LabelSet();
        foreach (var member in _store.ShownMembers(type))
        {
            if (shape != SinkShape.Text && member.IsLeftOut)
                continue;
            if (member.Mark is { } mark)
            {
                labels.Add(new Label(mark, null, null, ProtectionSet.None, false, null));
                continue;
            }
            if (member.Getter is { } getter)
            {
                if (!_store.Relevance(_cancellation).Contains(getter))
                    continue;
                var computed = Aside(() => Apply(_store.Summary(getter, Binding.None, _cancellation), new CallSite(Anchor(), getter, Value.Of(loc), null, [])).Return);
                labels.Add(Show(computed, member.Type, shape, depth + 1));
                continue;
            }
            var cell = ReadCell(loc, member.Key, member.Type);
            if (cell.IsEmpty && !_state.Heap.ContainsKey(new Cell(loc, member.Key)) && loc is AllocLoc { Exact: true } && !_labels.IsHolder(member.Type))
                continue;
            labels.Add(Show(cell, member.Type, shape, depth + 1));
        }
        return labels.ToImmutable();
    }
}
