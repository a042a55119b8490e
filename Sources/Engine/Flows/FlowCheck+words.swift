extension FlowCheck {
    /// Checks what a block says, reads and sets.
    mutating func words(of id: String, _ block: FlowBlock) {
        switch block {
        case .message(let block):
            text(block.text, id, "text")
        case .menu(let block):
            menu(block, id)
        case .question(let block):
            text(block.text, id, "text")
            name(block.variable, id, "variable")
            retry(block.retry, id)
            rule(block.validation, id)
        case .hours(let block):
            if !surroundings.hours.contains(block.hours) {
                add(.unknownHours, id, "“hours” names no business hours: \(block.hours)")
            }
        case .branch(let block):
            branch(block, id)
        case .setVariable(let block):
            name(block.variable, id, "variable")
            text(block.value, id, "value", isRequired: false)
        case .rating(let block):
            text(block.text, id, "text")
            retry(block.retry, id)
        case .team(let block):
            team(block.team, id, "team")
            text(block.text, id, "text", isRequired: false)
        case .close(let block):
            text(block.text, id, "text", isRequired: false)
        }
    }

    private mutating func menu(_ menu: FlowMenu, _ id: String) {
        text(menu.text, id, "text")
        if !menu.variable.isEmpty { name(menu.variable, id, "variable") }
        retry(menu.retry, id)
        if menu.options.isEmpty { add(.noOptions, id, "the menu offers nothing") }
        let limit = FlowDefinition.maximumOptions
        guard menu.options.count <= limit else {
            add(.tooManyOptions, id, "the menu has more than \(limit) options")
            return
        }
        var ids: Set<String> = []
        var forms: [String: Int] = [:]
        for (index, option) in menu.options.enumerated() {
            let field = "options.\(index)"
            if option.id.trimmed.isEmpty { add(.emptyText, id, "“\(field).id” is empty") }
            if option.label.answerForm.isEmpty {
                add(.emptyText, id, "“\(field).label” is empty")
            }
            if !ids.insert(option.id).inserted {
                add(.duplicateOption, id, "two options have the id “\(option.id.shown)”")
            }
            for form in Set(option.forms).sorted() {
                guard let other = forms.updateValue(index, forKey: form), other != index else {
                    continue
                }
                add(
                    .duplicateOption,
                    id,
                    "“\(form.shown)” means both option \(other + 1) and option \(index + 1)"
                )
            }
            let length = option.label.unicodeScalars.count
            let longest = surroundings.maximumButtonTitle
            if menu.style == .auto, length > longest {
                add(
                    .optionTooLong,
                    id,
                    "“\(option.label.shown)” has \(length) letters, a button \(longest) at most"
                )
            }
        }
    }

    private mutating func branch(_ branch: FlowBranch, _ id: String) {
        if branch.cases.isEmpty { add(.noOptions, id, "the branch has no case") }
        if branch.cases.count > FlowDefinition.maximumOptions {
            let limit = FlowDefinition.maximumOptions
            add(.tooManyOptions, id, "the branch has more than \(limit) cases")
        }
        for (index, way) in branch.cases.enumerated() {
            if way.conditions.isEmpty {
                add(.noOptions, id, "“cases.\(index)” has no condition")
            }
            for condition in way.conditions {
                reads(condition.variable, id, "cases.\(index)")
                self.condition(condition, id, "cases.\(index)")
            }
        }
    }

    private mutating func condition(_ condition: FlowCondition, _ id: String, _ field: String) {
        switch condition.test {
        case .greater, .less:
            let isNumber = condition.values.count == 1 && condition.values[0].decimal != nil
            if !isNumber { add(.badNumber, id, "“\(field)” compares with no number") }
        case .equals, .differs, .contains, .begins:
            if condition.values.isEmpty { add(.emptyText, id, "“\(field)” compares with nothing") }
            let isBlank = condition.test == .contains || condition.test == .begins
            if isBlank, condition.values.contains(where: \.trimmed.isEmpty) {
                add(.emptyText, id, "“\(field)” compares with an empty value")
            }
        case .isSet, .isEmpty:
            return
        }
    }

    private mutating func rule(_ rule: AnswerRule, _ id: String) {
        switch rule {
        case .text(let minimum, let maximum, let mask):
            if minimum < 1 || maximum < minimum || maximum > FlowDefinition.maximumText {
                let limit = FlowDefinition.maximumText
                add(
                    .badNumber,
                    id,
                    "an answer has 1 to \(limit) letters, and a least below the most"
                )
            }
            guard !mask.isEmpty else { return }
            if !mask.contains(where: { "9A*".contains($0) }) {
                add(.badMask, id, "the mask “\(mask.shown)” has no place for a letter or digit")
            } else if !(minimum...max(minimum, maximum)).contains(mask.count) {
                add(.badMask, id, "no answer is as long as the mask “\(mask.shown)”")
            }
        case .number(let minimum?, let maximum?) where minimum > maximum:
            add(.badNumber, id, "the least number is greater than the greatest")
        case .number, .email, .phone, .cpf, .date:
            return
        }
    }

    private mutating func retry(_ retry: FlowRetry, _ id: String) {
        text(retry.text, id, "retry.text", isRequired: false)
        if !(0...100).contains(retry.limit) {
            add(.badNumber, id, "“retry.limit” is \(retry.limit), not 0 to 100")
        }
    }

    private mutating func name(_ name: String, _ id: String, _ field: String) {
        guard !name.isFlowName else { return }
        add(.badName, id, "“\(field)” is no name of letters, digits, _ and -: \(name.shown)")
    }
}
