using Microsoft.Playwright;

namespace RoutingData.Dashboard.Tests.Pages;

/// <summary>What a person would call broken about a page, found by its boxes.</summary>
internal static class Layout
{
    /// <summary>What is too wide, cut off without an ellipsis, or lies over something else; and numbers that do not end in one line.</summary>
    public static async Task<string[]> FaultsOfAsync(IPage page) => await page.EvaluateAsync<string[]>(
        """
        () => {
          const faults = [];
          const root = document.documentElement;
          if (root.scrollWidth > root.clientWidth) faults.push(`the page is ${root.scrollWidth} wide on ${root.clientWidth}`);
          const seen = element => element.checkVisibility() && element.getClientRects().length > 0;
          const name = element => `${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className} "${element.textContent.trim().slice(0, 40)}"`;
          const scrolls = element => element.closest(".scroll, .grid, pre, textarea") !== null;
          const all = [...document.querySelectorAll("body *")].filter(seen);
          for (const element of all) {
            if (element.closest(".hidden, svg, .skip")) continue;
            const box = element.getBoundingClientRect();
            if (!scrolls(element) && (box.right > root.clientWidth + 1 || box.left < -1)) faults.push(`${name(element)} ends at ${box.right}`);
            const style = getComputedStyle(element);
            const isCut = element.scrollWidth > element.clientWidth + 1 && style.overflowX === "hidden" && style.textOverflow !== "ellipsis" && element.children.length === 0;
            if (isCut && element.clientWidth > 0) faults.push(`${name(element)} is cut off`);
          }
          // Leaves of text must not lie over each other.
          const leaves = all.filter(element => element.children.length === 0 && element.textContent.trim() && !element.closest(".hidden, .skip, option, .top, dialog, .axis, [aria-hidden=true], .scroll, .grid"));
          for (const element of all.filter(each => each.children.length === 0 && each.textContent.trim())) {
            const text = document.createRange();
            text.selectNodeContents(element);
            const box = text.getBoundingClientRect();
            if (box.width < 64 && box.height > 5 * parseFloat(getComputedStyle(element).fontSize) * 1.5) faults.push(`${name(element)} is squeezed into ${box.width} by ${box.height}`);
          }
          const boxes = leaves.map(element => ({ element, box: element.getBoundingClientRect() }));
          for (let i = 0; i < boxes.length; i++) {
            for (let j = i + 1; j < boxes.length; j++) {
              const [a, b] = [boxes[i].box, boxes[j].box];
              const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
              const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
              if (x > 2 && y > 4) faults.push(`${name(boxes[i].element)} lies over ${name(boxes[j].element)}`);
            }
          }
          for (const table of document.querySelectorAll("table.numbers")) {
            if (!seen(table)) continue;
            [...table.tHead.rows[0].cells].forEach((head, column) => {
              if (!head.classList.contains("n")) return;
              const ends = new Set([...table.tBodies[0].rows].filter(row => !row.classList.contains("space")).map(row => row.cells[column]).filter(cell => cell)
                .map(cell => { const range = document.createRange(); range.selectNodeContents(cell); return Math.round(range.getBoundingClientRect().right); }));
              if (ends.size > 1 && Math.max(...ends) - Math.min(...ends) > 1) faults.push(`the numbers of "${head.textContent}" end at ${[...ends]}`);
            });
          }
          return faults;
        }
        """);
}
