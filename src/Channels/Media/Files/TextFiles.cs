using System.Text;
using System.Text.Unicode;

namespace Gateway.Channels.Media.Files;

/// <summary>Files of words: UTF-8 that no browser takes for a page.</summary>
internal static class TextFiles
{
    // What browsers look for within the first 1,445 bytes (WHATWG MIME sniffing, 7.1), and further.
    private const int MarkupWithin = 4_096;

    private static readonly string[] Markup =
        ["<!doctype", "<html", "<head", "<body", "<script", "<iframe", "<svg", "<?xml", "<?php", "<style", "<meta",
            "<object", "<embed", "<table", "<!--"];

    /// <summary>The kind of text it is, or null when it is none, or none that is taken.</summary>
    /// <param name="file">All of it.</param>
    /// <param name="declared">MIME type as the provider says.</param>
    public static MediaType? Recognise(ReadOnlySpan<byte> file, string? declared)
    {
        if (file.StartsWith("\ufeff"u8))
            file = file[3..];
        // A script for a shell is text too, and so is RTF, which can hold programs.
        if (file.IsEmpty || file.StartsWith("#!"u8) || file.StartsWith("{\\rtf"u8) || !Utf8.IsValid(file)
            || HasControls(file))
            return null;
        var start = Encoding.UTF8.GetString(file[..Math.Min(file.Length, MarkupWithin)]);
        if (start.AsSpan().TrimStart().StartsWith("<")
            || Array.Exists(Markup, mark => start.Contains(mark, StringComparison.OrdinalIgnoreCase)))
            return null;
        if (start.TrimStart().StartsWith("BEGIN:VCARD", StringComparison.OrdinalIgnoreCase))
            return MediaType.VCard;
        return declared == MediaType.Csv.ContentType ? MediaType.Csv : MediaType.Text;
    }

    private static bool HasControls(ReadOnlySpan<byte> file) =>
        file.IndexOfAnyInRange<byte>(0x00, 0x08) >= 0 || file.Contains((byte)0x0b)
        || file.IndexOfAnyInRange<byte>(0x0e, 0x1f) >= 0 || file.Contains((byte)0x7f);
}
